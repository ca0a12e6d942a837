// The cells that privacy claims share.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {

/// Adds the falsifier of `c` to `all`, unless it is too close to the truth, `c.prediction`, for the
/// planned trials: such a one is put forward where it can be caught.
void falsify_where_visible(std::vector<check>& all, const check& c, const char* formula,
                           double prediction);
/// In margins.
inline constexpr double visible = 1.5;

/// A cell for each: evaluate(experiment, result, margin scale).
std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double));

/// delta(epsilon) if the logarithm of the loss had another coefficient:
/// L = -m ln(tau) + coefficient ln(tau R) + (H/2)(tau/R - 1), by the integral of section 6.2 over
/// the angle. Relative error about 1e-6.
double profile_with_coefficient(const theory::row_release& release, double epsilon,
                                double coefficient);

}  // namespace loranoise::verify::claims
