// Chi-square tails that also take the edges of the support, and Stirling's remainder.
#pragma once

namespace loranoise::theory::detail {

// P(chi^2_degrees <= x) and P(chi^2_degrees > x) for any x, infinite included; 0 degrees is the
// point mass at 0.
[[nodiscard]] double chi_square_cdf(double degrees, double x);
[[nodiscard]] double chi_square_sf(double degrees, double x);

// log Gamma(a) - ((a - 1/2) log a - a + log(2 pi)/2), without cancellation for large a. a > 0.
[[nodiscard]] double stirling_remainder(double a);

// log of the beta function, without overflow or cancellation for large arguments. a, b > 0.
[[nodiscard]] double log_beta(double a, double b);

// log(1 + x) - x, without cancellation near 0.
[[nodiscard]] double log1p_minus(double x);

}  // namespace loranoise::theory::detail
