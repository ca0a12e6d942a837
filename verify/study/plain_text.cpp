#include "verify/study/plain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace loranoise::verify {
namespace {

bool printable(std::uint32_t character) {
  const bool control = character < 0x20 || (character >= 0x7f && character < 0xa0);
  const bool surrogate = character >= 0xd800 && character < 0xe000;
  const bool none = (character & 0xfffe) == 0xfffe;  // U+FFFE, U+FFFF and their like
  return !control && !surrogate && !none && character <= 0x10ffff;
}

// Bytes of the printable character that the text begins with, 0 where it begins with none.
std::size_t character_size(std::string_view text) {
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

// Calls keep(character) for each printable character, and spell(byte) for each byte of none.
template <class Keep, class Spell>
void walk(std::string_view text, const Keep& keep, const Spell& spell) {
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    if (size == 0) {
      spell(static_cast<unsigned char>(text.front()));
    } else {
      keep(text.substr(0, size));
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
}

}  // namespace

bool is_plain(std::string_view text) {
  bool all = true;
  walk(
      text, [](std::string_view) {}, [&](unsigned char) { all = false; });
  return all;
}

std::string plain(std::string_view text) {
  std::string out;
  walk(
      text, [&](std::string_view character) { out += character; },
      [&](unsigned char byte) { out += fmt::format("\\x{:02x}", byte); });
  return out;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view safe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos) {
    return std::string(text);
  }
  const bool all_plain = is_plain(text);
  std::string word = all_plain ? "'" : "$'";
  walk(
      text,
      [&](std::string_view character) {
        if (character == "'") {
          word += all_plain ? "'\\''" : "\\'";
        } else if (character == "\\" && !all_plain) {
          word += "\\\\";
        } else {
          word += character;
        }
      },
      // Three octal digits: no digit that follows can be taken for a part of it.
      [&](unsigned char byte) { word += fmt::format("\\{:03o}", byte); });
  return word + "'";
}

}  // namespace loranoise::verify
