#include "simulate/sketch/entries.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <type_traits>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

constexpr std::uint64_t row_elements = 16;

template <class T>
using word_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// Draws the words of whole rows, a cache-sized piece at a time, and turns each into a number.
template <class T, class Map>
void map_rows(const stream& words, std::uint64_t first_row, std::span<T> out, const Map& map) {
  constexpr std::size_t piece = 1024;
  std::array<word_of<T>, piece> random;
  for (std::size_t done = 0; done < out.size(); done += piece) {
    const std::size_t count = std::min(piece, out.size() - done);
    fill_words(words, row_elements * first_row + done, std::span(random).first(count));
    for (std::size_t k = 0; k < count; ++k) {
      out[done + k] = map(random[k]);
    }
  }
}

template <class Map>
void map_lane(const stream& words, std::uint64_t first_row, std::size_t lane, std::span<double> out,
              const Map& map) {
  constexpr std::size_t piece = 256;
  std::array<std::uint64_t, piece> random;
  for (std::size_t done = 0; done < out.size(); done += piece) {
    const std::size_t count = std::min(piece, out.size() - done);
    fill_word_lane(words, first_row + done, lane, std::span(random).first(count));
    for (std::size_t k = 0; k < count; ++k) {
      out[done + k] = map(random[k]);
    }
  }
}

struct to_uniform {
  // The top bits as a signed integer k; (k + 1/2) / 2^(bits - 1) is exact.
  float operator()(std::uint32_t w) const {
    return (static_cast<float>(static_cast<std::int32_t>(w) >> 8) + 0.5F) * 0x1p-23F;
  }
  double operator()(std::uint64_t w) const {
    return (static_cast<double>(static_cast<std::int64_t>(w) >> 11) + 0.5) * 0x1p-52;
  }
};

struct to_sign {
  float operator()(std::uint32_t w) const {
    return std::bit_cast<float>((w & 0x80000000U) | std::bit_cast<std::uint32_t>(1.0F));
  }
  double operator()(std::uint64_t w) const {
    return std::bit_cast<double>((w & 0x8000000000000000U) | std::bit_cast<std::uint64_t>(1.0));
  }
};

struct to_sparse_sign {
  explicit to_sparse_sign(double density)
      : threshold32(static_cast<std::uint32_t>(std::ldexp(density, 31))),
        threshold64(static_cast<std::uint64_t>(std::ldexp(density, 63))) {}
  float operator()(std::uint32_t w) const {
    return (w & 0x7FFFFFFFU) < threshold32 ? to_sign{}(w) : 0.0F;
  }
  double operator()(std::uint64_t w) const {
    return (w & 0x7FFFFFFFFFFFFFFFU) < threshold64 ? to_sign{}(w) : 0.0;
  }
  std::uint32_t threshold32;
  std::uint64_t threshold64;
};

}  // namespace

void normal_entries::rows(const stream& words, std::uint64_t first_row,
                          std::span<float> out) const {
  fill_normal(words, row_elements * first_row, out);
}
void normal_entries::rows(const stream& words, std::uint64_t first_row,
                          std::span<double> out) const {
  fill_normal(words, row_elements * first_row, out);
}
void normal_entries::lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                          std::span<double> out) const {
  fill_normal_lane(words, first_row, lane, out);
}

void uniform_entries::rows(const stream& words, std::uint64_t first_row,
                           std::span<float> out) const {
  map_rows(words, first_row, out, to_uniform{});
}
void uniform_entries::rows(const stream& words, std::uint64_t first_row,
                           std::span<double> out) const {
  map_rows(words, first_row, out, to_uniform{});
}
void uniform_entries::lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                           std::span<double> out) const {
  map_lane(words, first_row, lane, out, to_uniform{});
}

void sign_entries::rows(const stream& words, std::uint64_t first_row, std::span<float> out) const {
  map_rows(words, first_row, out, to_sign{});
}
void sign_entries::rows(const stream& words, std::uint64_t first_row, std::span<double> out) const {
  map_rows(words, first_row, out, to_sign{});
}
void sign_entries::lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                        std::span<double> out) const {
  map_lane(words, first_row, lane, out, to_sign{});
}

void sparse_sign_entries::rows(const stream& words, std::uint64_t first_row,
                               std::span<float> out) const {
  map_rows(words, first_row, out, to_sparse_sign(density));
}
void sparse_sign_entries::rows(const stream& words, std::uint64_t first_row,
                               std::span<double> out) const {
  map_rows(words, first_row, out, to_sparse_sign(density));
}
void sparse_sign_entries::lane(const stream& words, std::uint64_t first_row, std::size_t lane,
                               std::span<double> out) const {
  map_lane(words, first_row, lane, out, to_sparse_sign(density));
}

}  // namespace loranoise::simulate
