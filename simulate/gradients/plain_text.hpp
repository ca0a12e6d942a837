// Names of files and of arrays are bytes; what is printed and stored is text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loranoise::simulate {

/// Bytes of the character of plain text that this begins with: valid UTF-8 and no control
/// character. 0 where it begins with none.
[[nodiscard]] std::size_t plain_character_size(std::string_view text);

/// Whether this is valid UTF-8 without control characters.
[[nodiscard]] bool is_plain(std::string_view text);

/// The text with each byte that is none of plain UTF-8 as \xNN: fit for a terminal, XML and JSON.
/// Plain text stays as it is.
[[nodiscard]] std::string plain(std::string_view text);

/// A sentence in which words of more than 300 bytes (a path, a name out of a file) are shown by
/// their beginning and their end.
[[nodiscard]] std::string with_short_words(std::string_view text);

}  // namespace loranoise::simulate
