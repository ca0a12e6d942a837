// The privacy profile that another coefficient of the logarithm in the loss (theory/doc 6.1) would
// give: what a check of that coefficient is held against.
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// delta(epsilon) if L = -width ln(tau) + coefficient ln(tau R) + (H/2)(tau/R - 1), by the integral
/// of theory/doc section 6.2 over the angle. At (width - rank + 1)/2 it is privacy_profile();
/// (width + rank - 1)/2 has been printed. Relative error about 1e-6 at moderate epsilon.
[[nodiscard]] double profile_with_coefficient(const row_release& release, double epsilon,
                                              double coefficient);

}  // namespace loranoise::theory
