// Names of files are bytes; what is printed, stored and given to a shell is text.
#pragma once

#include <string>
#include <string_view>

namespace loranoise::verify {

/// Whether this is valid UTF-8 without control characters.
[[nodiscard]] bool is_plain(std::string_view text);

/// The text with each byte that is none of plain UTF-8 as \xNN: fit for a terminal, XML and JSON.
/// Plain text stays as it is.
[[nodiscard]] std::string plain(std::string_view text);

/// The text as one word of a shell's command line; as it stands where no shell would take it
/// otherwise. Plain text whatever it is given: what is not goes in octal between $' and ', which
/// bash, zsh and ksh read.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace loranoise::verify
