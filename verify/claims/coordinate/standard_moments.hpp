// Moments of the standardised coordinate noise z, from the cumulants of theory/doc 3.4.
#pragma once

namespace loranoise::verify::claims {

/// rank >= 1, |rho| <= 1 in all of them.
[[nodiscard]] double standard_skewness(int rank, double rho);
[[nodiscard]] double standard_kurtosis(int rank, double rho);  ///< excess

/// E z^order, order 0 to 8.
[[nodiscard]] double standard_moment(int rank, double rho, int order);

/// Variances of z^3 and z^4.
[[nodiscard]] double variance_of_cube(int rank, double rho);
[[nodiscard]] double variance_of_fourth(int rank, double rho);

}  // namespace loranoise::verify::claims
