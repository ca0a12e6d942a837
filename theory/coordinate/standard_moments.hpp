// Moments of the standardised coordinate noise Q = (T - mean)/sd, from its cumulants: theory/doc
// section 3.4.
#pragma once

namespace loranoise::theory {

/// E Q^order, order 0 to 8 (std::domain_error otherwise). rank: an integer >= 1, |rho| <= 1.
[[nodiscard]] double standard_moment(double rank, double rho, int order);

/// Variances of Q^3 and Q^4.
[[nodiscard]] double variance_of_cube(double rank, double rho);
[[nodiscard]] double variance_of_fourth(double rank, double rho);

}  // namespace loranoise::theory
