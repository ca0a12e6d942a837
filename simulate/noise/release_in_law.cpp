#include "simulate/noise/release_in_law.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/random/gamma.hpp"
#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

// Blocks of the stream for one chi-square: 128 tries, of which one is enough 19 times in 20.
constexpr std::uint64_t blocks_per_chi_square = 9;
constexpr std::uint64_t blocks_per_release = 2 * blocks_per_chi_square + 1;

}  // namespace

release_in_law::release_in_law(int rank, int width, double cosine, double norm_ratio)
    : rank_(rank),
      width_(width),
      cosine_(cosine),
      sine_(std::sqrt((1 - cosine) * (1 + cosine))),
      norm_ratio_(norm_ratio) {
  if (rank < 1 || width < 2 || !(std::abs(cosine) <= 1) || !(norm_ratio > 0)) {
    throw std::invalid_argument(
        "a release of rank " + std::to_string(rank) + ", width " + std::to_string(width) +
        ", cosine " + std::to_string(cosine) + ", norm ratio " + std::to_string(norm_ratio) +
        ": choose a rank of 1 or more, a width of 2 or more, |cosine| <= 1, a ratio above 0");
  }
}

seen_release release_in_law::operator()(const stream& words, std::uint64_t index) const {
  const std::uint64_t block = index * blocks_per_release;
  const double s = chi_squared(words, block, rank_) / rank_;
  const double rest =
      width_ > 2 ? chi_squared(words, block + blocks_per_chi_square, width_ - 2) : 0;
  const double z = normal(words, (block + 2 * blocks_per_chi_square) * stream::words64_per_block);
  const double across = std::sqrt(s / rank_);
  return {s, norm_ratio_ * (cosine_ * s + sine_ * across * z),
          std::sqrt(s * s + across * across * (z * z + rest))};
}

}  // namespace loranoise::simulate
