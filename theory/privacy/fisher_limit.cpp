#include "theory/privacy/fisher_limit.hpp"

#include <cmath>
#include <limits>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {

double fisher_information_of_direction(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
  return rank <= 2 ? std::numeric_limits<double>::infinity()
                   : ((rank - 1) * (rank - 1) + 0.5 * (width + rank - 1)) / (rank - 2);
}

double fisher_information_of_norm(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
  return 0.5 * (width + rank - 1);
}

double local_gaussian_shift(const row_release& release, double releases) {
  detail::require(std::abs(release.cosine) <= 1, "a cosine must be between -1 and 1",
                  release.cosine);
  detail::require(release.norm_ratio > 0 && std::isfinite(release.norm_ratio),
                  "the norm ratio must be finite and positive", release.norm_ratio);
  detail::require(releases >= 1 && std::isfinite(releases),
                  "the number of releases must be at least 1", releases);
  const double log_tau = std::log(release.norm_ratio);
  double squared = fisher_information_of_norm(release.rank, release.width) * log_tau * log_tau;
  const double phi = 2 * std::asin(std::sqrt(0.5 * (1 - release.cosine)));
  if (phi > 0) {
    squared += fisher_information_of_direction(release.rank, release.width) * phi * phi;
  }
  return std::sqrt(releases * squared);
}

double variance_understatement(double rank, double width) {
  return std::sqrt(fisher_information_of_direction(rank, width) / rank);
}

double least_revealing_rank(double width) {
  detail::require_width(width);
  return 2 + std::sqrt(0.5 * (width + 3));
}

double least_fisher_information(double width) {
  detail::require_width(width);
  return 2.5 + std::sqrt(2 * (width + 3));
}

}  // namespace loranoise::theory
