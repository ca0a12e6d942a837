// Chi-square tails that also take the edges of the support, and the beta function.
#pragma once

namespace loranoise::theory::detail {

// P(chi^2_degrees <= x) and P(chi^2_degrees > x) for any x, infinite included; 0 degrees is the
// point mass at 0.
[[nodiscard]] double chi_square_cdf(double degrees, double x);
[[nodiscard]] double chi_square_sf(double degrees, double x);

// Their logarithms, which go on where the tails underflow.
[[nodiscard]] double log_chi_square_cdf(double degrees, double x);
[[nodiscard]] double log_chi_square_sf(double degrees, double x);

// log of the beta function, without overflow or cancellation for large arguments. a, b > 0.
[[nodiscard]] double log_beta(double a, double b);

}  // namespace loranoise::theory::detail
