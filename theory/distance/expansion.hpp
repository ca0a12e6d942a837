// TV of the coordinate noise from the Gaussian for large ranks, to two orders: theory/doc
// sections 4.1 and 4.2.
#pragma once

namespace loranoise::theory {

/// c_1/rank + c_2/rank^2 for rho = 0, with c_1 = he4_constant; the error is of order rank^-3. rank:
/// a finite number >= 1 (std::domain_error otherwise).
[[nodiscard]] double total_variation_expansion(double rank);

/// he3_constant |skewness| and the term of order rank^(-3/2), for rho != 0; the error is of order
/// rank^(-5/2), but uniform only where |skewness| is well above the excess kurtosis. rho = 0 gives
/// a NaN. rank: an integer >= 1, |rho| <= 1 (std::domain_error otherwise).
[[nodiscard]] double total_variation_expansion(double rank, double rho);

}  // namespace loranoise::theory
