#include "verify/claims/distance/exact_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loranoise::verify::claims {
namespace {

constexpr int last_exponent = 20;

int ranks_in_band(grid g) {
  return g == grid::coarse ? 4 : (g == grid::medium ? 10 : 40);
}

int cosine_count(grid g) {
  return g == grid::coarse ? 41 : (g == grid::medium ? 61 : 81);
}

}  // namespace

std::vector<rank_band> rank_bands(grid g) {
  std::vector<rank_band> bands;
  for (int exponent = 0; exponent <= last_exponent; ++exponent) {
    const int first = 1 << exponent;
    const int count = std::min(first, ranks_in_band(g));
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
std::vector<double> cosines(grid g) {
  std::vector<double> all;
  const int count = cosine_count(g);
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
