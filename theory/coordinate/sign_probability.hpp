// How often the noise turns the sign of a gradient entry: theory/doc section 3.5.
#pragma once

namespace loranoise::theory {

/// P(T <= 0) = I_{(1 - rho)/2}(rank/2, rank/2), the regularised incomplete beta function; 0 at
/// rho = 1 and 1 at rho = -1. rank >= 1, |rho| <= 1 (std::domain_error). Relative error <= 1e-13.
[[nodiscard]] double negative_probability(double rank, double rho);

}  // namespace loranoise::theory
