#include "verify/study/shell_word.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "simulate/gradients/plain_text.hpp"

namespace loranoise::verify {

std::string shell_word(std::string_view text) {
  constexpr std::string_view safe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos) {
    return std::string(text);
  }
  const bool all_plain = simulate::is_plain(text);
  std::string word = all_plain ? "'" : "$'";
  while (!text.empty()) {
    const std::size_t size = simulate::plain_character_size(text);
    if (size == 0) {
      // Three octal digits: no digit that follows can be taken for a part of it.
      word += fmt::format("\\{:03o}", static_cast<unsigned char>(text.front()));
    } else if (text.front() == '\'') {
      word += all_plain ? "'\\''" : "\\'";
    } else if (text.front() == '\\' && !all_plain) {
      word += "\\\\";
    } else {
      word += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return word + "'";
}

}  // namespace loranoise::verify
