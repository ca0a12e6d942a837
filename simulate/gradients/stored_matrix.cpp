#include "simulate/gradients/stored_matrix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "simulate/gradients/mapped_file.hpp"

namespace loranoise::simulate {
namespace {

// An 8-bit number of `exponent_bits` and 7 - exponent_bits of mantissa. E5M2 has infinities and
// NaNs like IEEE's formats, E4M3 spends all codes but one mantissa on numbers.
double decode_f8(std::uint8_t code, int exponent_bits) {
  const int mantissa_bits = 7 - exponent_bits;
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const int largest = (1 << exponent_bits) - 1;
  const int exponent = (code >> mantissa_bits) & largest;
  const int mantissa = code & ((1 << mantissa_bits) - 1);
  const double sign = (code & 0x80) != 0 ? -1 : 1;
  const bool ieee = exponent_bits == 5;
  if (ieee && exponent == largest) {
    return mantissa == 0 ? sign * std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::quiet_NaN();
  }
  if (!ieee && (code & 0x7f) == 0x7f) return std::numeric_limits<double>::quiet_NaN();
  if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - mantissa_bits);
  return sign * std::ldexp(mantissa + (1 << mantissa_bits), exponent - bias - mantissa_bits);
}

template <class T>
T load(const std::byte* at, bool swapped) {
  std::array<std::byte, sizeof(T)> raw{};
  std::memcpy(raw.data(), at, sizeof(T));
  if (swapped) std::reverse(raw.begin(), raw.end());
  return std::bit_cast<T>(raw);
}

// Calls use(number), number(at, swapped) being the number that lies there in this format.
template <class Use>
void with_numbers_of(number_format format, const Use& use) {
  switch (format) {
    case number_format::f16:
      return use([](const std::byte* at, bool swapped) {
        return static_cast<float>(
            Eigen::numext::bit_cast<Eigen::half>(load<std::uint16_t>(at, swapped)));
      });
    case number_format::bf16:
      return use([](const std::byte* at, bool swapped) {
        return std::bit_cast<float>(std::uint32_t{load<std::uint16_t>(at, swapped)} << 16);
      });
    case number_format::f32:
      return use([](const std::byte* at, bool swapped) { return load<float>(at, swapped); });
    case number_format::f64:
      return use([](const std::byte* at, bool swapped) { return load<double>(at, swapped); });
    case number_format::f8_e4m3:
      return use(
          [](const std::byte* at, bool) { return decode_f8(load<std::uint8_t>(at, false), 4); });
    case number_format::f8_e5m2:
      return use(
          [](const std::byte* at, bool) { return decode_f8(load<std::uint8_t>(at, false), 5); });
  }
}

}  // namespace

std::size_t size_of(number_format format) {
  switch (format) {
    case number_format::f64:
      return 8;
    case number_format::f32:
      return 4;
    case number_format::f16:
    case number_format::bf16:
      return 2;
    case number_format::f8_e4m3:
    case number_format::f8_e5m2:
      break;
  }
  return 1;
}

std::string_view name(number_format format) {
  constexpr std::array<std::string_view, 6> names{"float16", "bfloat16",    "float32",
                                                  "float64", "float8_e4m3", "float8_e5m2"};
  return names[static_cast<std::size_t>(format)];
}

Eigen::Index stored_matrix::rows() const {
  return shape.size() < 2 ? 1 : static_cast<Eigen::Index>(shape[0]);
}

Eigen::Index stored_matrix::cols() const {
  return static_cast<Eigen::Index>(shape.back());
}

std::string stored_matrix::described() const {
  return name.empty() ? file.string() : file.string() + ":" + name;
}

stored_matrix stored_values(const std::filesystem::path& file, std::string name,
                            const Eigen::MatrixXd& values) {
  const auto kept = std::make_shared<Eigen::MatrixXd>(values);
  stored_matrix m;
  m.file = file;
  m.name = std::move(name);
  m.format = number_format::f64;
  m.big_endian = std::endian::native == std::endian::big;
  m.fortran_order = true;
  m.shape = {static_cast<std::size_t>(values.rows()), static_cast<std::size_t>(values.cols())};
  m.bytes = std::as_bytes(std::span(kept->data(), static_cast<std::size_t>(kept->size())));
  m.owner = kept;
  return m;
}

void check_layout(const stored_matrix& m) {
  const std::string shape = fmt::format("({})", fmt::join(m.shape, ", "));
  const bool matrix = m.shape.size() == 1 || m.shape.size() == 2;
  if (!matrix || std::find(m.shape.begin(), m.shape.end(), 0) != m.shape.end()) {
    refuse(m.described(), "has shape " + shape + ": a gradient is a matrix, out x in");
  }
  // As a product of sizes from a file may not fit in an integer, the bytes are divided instead.
  std::size_t left = m.bytes.size() / size_of(m.format);
  bool fits = left * size_of(m.format) == m.bytes.size();
  for (const std::size_t size : m.shape) {
    fits = fits && left % size == 0;
    left /= size;
  }
  if (!fits || left != 1) {
    refuse(m.described(),
           fmt::format("holds {} bytes of numbers, which are not the {} of shape {} that its "
                       "header promises: it is cut short or damaged, save it again",
                       m.bytes.size(), name(m.format), shape));
  }
}

Eigen::MatrixXd stored_matrix::values() const {
  std::vector<Eigen::Index> all(static_cast<std::size_t>(rows()));
  std::iota(all.begin(), all.end(), Eigen::Index{0});
  return values(all);
}

Eigen::MatrixXd stored_matrix::values(std::span<const Eigen::Index> chosen) const {
  Eigen::MatrixXd out;
  read_rows(chosen, out);
  return out;
}

void stored_matrix::read_rows(std::span<const Eigen::Index> chosen, Eigen::MatrixXd& out) const {
  const auto height = static_cast<std::size_t>(rows());
  const auto width = static_cast<std::size_t>(cols());
  const std::size_t size = size_of(format);
  const bool swapped = big_endian == (std::endian::native == std::endian::little);
  out.resize(static_cast<Eigen::Index>(chosen.size()), cols());
  with_numbers_of(format, [&](const auto& number) {
    // In bands of columns, so that neither the file's order nor the matrix' is strided over far.
    constexpr std::size_t band = 64;
    for (std::size_t first = 0; first < width; first += band) {
      for (std::size_t k = 0; k < chosen.size(); ++k) {
        const auto row = static_cast<std::size_t>(chosen[k]);
        for (std::size_t i = first; i < std::min(width, first + band); ++i) {
          const std::size_t index = fortran_order ? i * height + row : row * width + i;
          const double x = number(bytes.data() + index * size, swapped);
          if (!std::isfinite(x)) {
            refuse(described(),
                   fmt::format("holds {} in row {}, column {}: a gradient must be finite",
                               std::isnan(x) ? "a NaN" : "an infinity", row, i));
          }
          out(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(i)) = x;
        }
      }
    }
  });
}

}  // namespace loranoise::simulate
