// How far the coefficients of the noise's covariance spread.
#pragma once

#include <cstddef>

#include "verify/experiments/covariance.hpp"

namespace loranoise::verify::claims {

/// Var of the least-squares coefficient of structure 0, 1 or 2 in r Cov, a trial, for a sketch with
/// this excess kurtosis: of the quadratic form N'WN of a Gaussian N with the predicted covariance
/// C, 2 tr(W C W C), times what the square of one coordinate has beyond a Gaussian's at most, 1 +
/// 6/r (square_plan.hpp) or, for products of entries with fourth moment 3 + kappa, 1 + ((3 +
/// kappa)^2 - 3)/(2 r).
[[nodiscard]] double coefficient_variance(const covariance_block& block, std::size_t structure,
                                          int rank, double excess_kurtosis);

}  // namespace loranoise::verify::claims
