#include "theory/distance/published_constants.hpp"

#include <cmath>
#include <numbers>

#include "theory/numerics/normal.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {

double closed_fourth_moment_tv(double rank, bool rho_is_one) {
  detail::require_rank(rank);
  const double kurtosis = (rho_is_one ? 12 : 6) / rank;
  return 2 * std::sqrt(kurtosis / fourth_moment_divisor);
}

// E|x^2 - 1|^3 is the third cumulant of x^2, 8, and twice E (1 - x^2)^3 over |x| < 1, which is
// 24 phi(1) - 8 P(|x| < 1).
double closed_beta_3(bool rho_is_one) {
  if (!rho_is_one) return 8 / std::numbers::pi;
  const double within = std::erf(1 / std::numbers::sqrt2);
  return (8 + 48 * normal_pdf(1) - 16 * within) / std::pow(2.0, 1.5);
}

double closed_berry_esseen_kolmogorov(double rank, bool rho_is_one) {
  detail::require_rank(rank);
  return shevtsova_constant * closed_beta_3(rho_is_one) / std::sqrt(rank);
}

}  // namespace loranoise::theory
