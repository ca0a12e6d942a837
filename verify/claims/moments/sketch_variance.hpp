// The variance of a whole matrix of noise in its two parts, for any sketch.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/experiments/matrix.hpp"

namespace loranoise::verify::claims {

/// The checks and falsifiers of r Var N_ki = a |g_k|^2 + b g_ki^2 that the experiment's trials
/// resolve: a = 1, b = 1 + kappa for independent entries (theory/doc 2.2), and 2.5 for
/// orthonormal rows.
std::vector<check> variance_parts(const matrix_experiment& e, const matrix_result& r);

}  // namespace loranoise::verify::claims
