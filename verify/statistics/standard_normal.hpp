// The Gaussian that the standardised noise is compared with.
#pragma once

#include <cmath>
#include <numbers>

namespace loranoise::verify {

/// Density of N(0, 1).
[[nodiscard]] inline double normal_pdf(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

/// Distribution function of N(0, 1), relative accuracy in the left tail.
[[nodiscard]] inline double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

}  // namespace loranoise::verify
