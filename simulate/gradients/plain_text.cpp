#include "simulate/gradients/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace loranoise::simulate {
namespace {

bool printable(std::uint32_t character) {
  const bool control = character < 0x20 || (character >= 0x7f && character < 0xa0);
  const bool surrogate = character >= 0xd800 && character < 0xe000;
  const bool none = (character & 0xfffe) == 0xfffe;  // U+FFFE, U+FFFF and their like
  return !control && !surrogate && !none && character <= 0x10ffff;
}

}  // namespace

std::size_t plain_character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return printable(first) ? 1 : 0;
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (size == 0 || first > 0xf4 || text.size() < size) return 0;
  std::uint32_t character = first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
    character = character << 6 | (byte(i) & 0x3fU);
  }
  // The shortest form alone is valid.
  constexpr std::uint32_t least_of_three = 0x800;
  constexpr std::uint32_t least_of_four = 0x10000;
  if ((size == 3 && character < least_of_three) || (size == 4 && character < least_of_four)) {
    return 0;
  }
  return printable(character) ? size : 0;
}

bool is_plain(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = plain_character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = plain_character_size(text);
    if (size == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string with_short_words(std::string_view text) {
  constexpr std::size_t longest = 300;
  constexpr std::size_t begin = 100;
  constexpr std::size_t end = 40;
  std::string out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, size);
    if (size > longest) {
      out.append(word.substr(0, begin)).append("...").append(word.substr(size - end));
    } else {
      out.append(word);
    }
    if (size < text.size()) out += ' ';
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return out;
}

}  // namespace loranoise::simulate
