#include "theory/sketches/moments.hpp"

#include <cmath>
#include <cstdlib>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using detail::require;
using detail::require_rank;
using detail::require_width;

// A computed |g|^2 of a row with one nonzero entry may round below that entry's square.
constexpr double rounding_slack = 1e-12;

void require_kurtosis(double excess_kurtosis) {
  require(excess_kurtosis >= -2 && std::isfinite(excess_kurtosis),
          "the excess kurtosis must be finite and at least -2", excess_kurtosis);
}

void require_row(double norm_squared, double entry) {
  require(norm_squared >= 0 && std::isfinite(norm_squared),
          "a squared norm must be finite and not negative", norm_squared);
  require(entry * entry <= norm_squared * (1 + rounding_slack),
          "an entry of a row must not exceed the norm of the row", entry);
}

void require_finite(double value) {
  require(std::isfinite(value), "an entry of a gradient must be finite", value);
}

void require_cosine(double rho) {
  require(std::abs(rho) <= 1, "a cosine must be between -1 and 1", rho);
}

}  // namespace

void detail::refuse_density(double density) {
  require(false, "density must be above 0 and at most 1", density);
  std::abort();
}

double noise_variance(double norm_squared, double entry, double rank, double excess_kurtosis) {
  require_rank(rank);
  require_kurtosis(excess_kurtosis);
  require_row(norm_squared, entry);
  // kappa = -2 leaves the difference |g|^2 - g_i^2, which rounding must not make negative.
  return std::fmax(0.0, norm_squared + (1 + excess_kurtosis) * entry * entry) / rank;
}

double noise_covariance(double inner_kl, double g_ki, double g_kj, double g_li, double g_lj,
                        bool same_column, double rank, double excess_kurtosis) {
  require_rank(rank);
  require_kurtosis(excess_kurtosis);
  for (const double value : {inner_kl, g_ki, g_kj, g_li, g_lj}) {
    require_finite(value);
  }
  if (!same_column) {
    return g_kj * g_li / rank;
  }
  require(g_ki == g_kj && g_li == g_lj, "one column has one entry in each row", g_ki - g_kj);
  return (inner_kl + (1 + excess_kurtosis) * g_ki * g_li) / rank;
}

double noise_energy(double squared_frobenius, double width, double rank, double excess_kurtosis) {
  require(squared_frobenius >= 0 && std::isfinite(squared_frobenius),
          "a squared norm must be finite and not negative", squared_frobenius);
  return squared_frobenius / signal_to_noise(width, rank, excess_kurtosis);
}

double signal_to_noise(double width, double rank, double excess_kurtosis) {
  require_rank(rank);
  require_width(width);
  require_kurtosis(excess_kurtosis);
  return rank / (width + 1 + excess_kurtosis);
}

double haar_noise_variance(double norm_squared, double entry, double rank, double width) {
  require_rank(rank);
  require_width(width);
  require(rank <= width, "a Haar sketch needs a rank of at most the width", rank);
  require_row(norm_squared, entry);
  if (rank == width) {
    return 0;
  }
  const double along = 2 * entry * entry / width;
  const double across = std::fmax(0.0, norm_squared - entry * entry) / (width - 1);
  return width * (width - rank) / (rank * (width + 2)) * (along + across);
}

double haar_noise_covariance(double entry_i, double entry_j, double rank, double width) {
  require_rank(rank);
  require(width >= 2 && std::isfinite(width), "width must be finite and at least 2", width);
  require(rank <= width, "a Haar sketch needs a rank of at most the width", rank);
  return entry_i * entry_j * (width - 2) * (width - rank) / (rank * (width - 1) * (width + 2));
}

double haar_noise_energy(double squared_frobenius, double width, double rank) {
  require_rank(rank);
  require_width(width);
  require(rank <= width, "a Haar sketch needs a rank of at most the width", rank);
  require(squared_frobenius >= 0 && std::isfinite(squared_frobenius),
          "a squared norm must be finite and not negative", squared_frobenius);
  return squared_frobenius * ((width - rank) / rank);
}

double cross_step_covariance(double inner_ts, double g_t_ki, double g_t_kj, double g_s_li,
                             double g_s_lj, bool same_column, double rank, double excess_kurtosis) {
  return noise_covariance(inner_ts, g_t_ki, g_t_kj, g_s_li, g_s_lj, same_column, rank,
                          excess_kurtosis);
}

double frozen_noise_to_signal(double rho, double rank, double excess_kurtosis) {
  require_cosine(rho);
  return std::sqrt(noise_variance(1, rho, rank, excess_kurtosis));
}

double redrawn_noise_to_signal(double rho, double rank, double steps, double excess_kurtosis) {
  require(steps >= 1 && std::isfinite(steps), "the number of steps must be at least 1", steps);
  return frozen_noise_to_signal(rho, rank, excess_kurtosis) / std::sqrt(steps);
}

}  // namespace loranoise::theory
