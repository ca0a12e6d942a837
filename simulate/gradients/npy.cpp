#include "simulate/gradients/npy.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "simulate/gradients/formats.hpp"
#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/python_literal.hpp"

namespace loranoise::simulate {
namespace {

constexpr std::string_view magic = "\x93NUMPY";

std::uint8_t byte_at(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<std::uint8_t>(bytes[i]);
}

struct npy_parts {
  std::string_view header;
  std::span<const std::byte> numbers;
};

// Version 1 has two bytes for the header's length, versions 2 and 3 have four.
npy_parts split_npy(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  constexpr std::size_t fixed = magic.size() + 2;
  if (!text.starts_with(magic)) {
    refuse(path, "is not a .npy file: save the gradient with numpy.save");
  }
  if (bytes.size() < fixed) refuse(path, "ends within its header: save it again");
  const int major = byte_at(bytes, magic.size());
  const int minor = byte_at(bytes, magic.size() + 1);
  if (major < 1 || major > 3 || minor != 0) {
    refuse(path, fmt::format("is of .npy version {}.{}, which NumPy does not know: save it again",
                             major, minor));
  }
  const std::size_t length_size = major == 1 ? 2 : 4;
  if (bytes.size() < fixed + length_size) refuse(path, "ends within its header: save it again");
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_size; ++i) {
    length |= static_cast<std::size_t>(byte_at(bytes, fixed + i)) << (8 * i);
  }
  const std::size_t begin = fixed + length_size;
  if (length == 0 || length > bytes.size() - begin) {
    refuse(path, "ends within its header: save it again");
  }
  // numpy.load's own limit: a plain array needs about a hundred bytes.
  constexpr std::size_t longest_header = 10000;
  if (length > longest_header) {
    refuse(path,
           fmt::format("has a header of {} bytes, and NumPy reads none above {}: save it again",
                       length, longest_header));
  }
  return {text.substr(begin, length), bytes.subspan(begin + length)};
}

}  // namespace

stored_matrix parse_npy(const std::filesystem::path& path, std::span<const std::byte> bytes,
                        std::shared_ptr<const void> owner) {
  const npy_parts parts = split_npy(path, bytes);
  const auto header = parse_npy_header(parts.header);
  if (!header) {
    refuse(path, fmt::format("has a header that does not describe a plain array ({}): save a float "
                             "array with numpy.save",
                             shown(parts.header)));
  }
  stored_matrix m;
  m.file = path;
  std::string_view type = header->descr;
  if (!type.empty() && std::string_view("<>=").find(type.front()) != std::string_view::npos) {
    m.big_endian = type.front() == '>';
    type.remove_prefix(1);
  }
  if (type == "f2") {
    m.format = number_format::f16;
  } else if (type == "f4") {
    m.format = number_format::f32;
  } else if (type == "f8") {
    m.format = number_format::f64;
  } else {
    refuse(path, fmt::format("holds numbers of type {}: save them as float16, float32 or float64",
                             shown(header->descr)));
  }
  m.fortran_order = header->fortran_order;
  m.shape = header->shape;
  m.bytes = parts.numbers;
  m.owner = std::move(owner);
  check_layout(m);
  return m;
}

bool is_npy(std::string_view bytes) {
  return bytes.starts_with(magic);
}

std::vector<stored_member> npy_members(const mapped_file& file) {
  const auto owner = std::make_shared<mapped_file>(file);
  return {{"", true, [owner] { return parse_npy(owner->path(), owner->bytes(), owner); }}};
}

}  // namespace loranoise::simulate
