#include "verify/claims/distance/exact_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loranoise::verify::claims {
namespace {

constexpr int last_exponent = 20;

}  // namespace

std::vector<rank_band> rank_bands(const profile& budget) {
  std::vector<rank_band> bands;
  for (int exponent = 0; exponent <= last_exponent; ++exponent) {
    const int first = 1 << exponent;
    const int count = std::min(first, budget.ranks_per_band);
    rank_band band;
    for (int i = 0; i < count; ++i) {
      band.ranks.push_back(first + static_cast<int>(static_cast<long>(first) * i / count));
    }
    band.name = first == 1 ? "rank 1" : fmt::format("ranks {} to {}", first, 2 * first - 1);
    bands.push_back(std::move(band));
  }
  return bands;
}

// rho = (1 - cos(pi t))/2 on a grid of t, with powers of two down to 2^-12 beside 0.
std::vector<double> cosines(const profile& budget) {
  std::vector<double> all;
  const int count = budget.cosine_count;
  all.reserve(static_cast<std::size_t>(count) + 7);
  for (int i = 0; i < count; ++i) {
    all.push_back((1 - std::cos(std::numbers::pi * i / (count - 1))) / 2);
  }
  for (int exponent = 6; exponent <= 12; ++exponent) all.push_back(std::ldexp(1.0, -exponent));
  std::sort(all.begin(), all.end());
  return all;
}

std::string describe(const place& where) {
  return fmt::format("rank {}, cosine {:.4f}", where.rank, where.rho);
}

}  // namespace loranoise::verify::claims
