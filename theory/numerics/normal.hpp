/// The standard normal law: density, both tails and quantile, each once for the whole project.
#pragma once

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace loranoise::theory {

/// Density of N(0, 1).
[[nodiscard]] inline double normal_pdf(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

/// Its logarithm, which does not underflow.
[[nodiscard]] inline double normal_log_pdf(double z) {
  return -z * z / 2 - std::log(2 * std::numbers::pi) / 2;
}

/// P(Z <= z), accurate relative to itself in the left tail.
[[nodiscard]] inline double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

/// P(Z > z), accurate relative to itself in the right tail.
[[nodiscard]] inline double normal_sf(double z) {
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

/// Mills' ratio P(Z > z)/pdf(z) for z > 0, which does not underflow.
[[nodiscard]] inline double mills_ratio(double z) {
  return z < 30 ? normal_sf(z) / normal_pdf(z)
                : 1 / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 5 / z)))));
}

/// The z with P(Z <= z) = p, 0 < p < 1.
[[nodiscard]] inline double normal_quantile(double p) {
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p);
}

}  // namespace loranoise::theory
