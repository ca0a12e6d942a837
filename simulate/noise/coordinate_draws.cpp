#include "simulate/noise/coordinate_draws.hpp"

#include <array>
#include <cmath>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {

coordinate_draws::coordinate_draws(int rank, double rho)
    : rank_(rank), rho_(rho), in_law_(rho, 1, rank) {}

void coordinate_draws::fill_block(std::uint64_t seed, std::uint32_t experiment, std::uint64_t k,
                                  std::span<double> out) const {
  if (rank_ > most_products) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = rank_ * (in_law_({seed, experiment, k * block + i}) + rho_);
    }
    return;
  }
  const stream words{seed, experiment, k};
  const double other = std::sqrt((1 - rho_) * (1 + rho_));
  std::array<double, 2 * block> pair;
  std::array<double, block> sums{};
  for (int j = 0; j < rank_; ++j) {
    fill_normal(words, static_cast<std::uint64_t>(j) * pair.size(), pair);
    for (std::size_t i = 0; i < block; ++i) {
      sums[i] += pair[i] * (rho_ * pair[i] + other * pair[block + i]);
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = sums[i];
}

}  // namespace loranoise::simulate
