// The sweeps over the covariance of small blocks that claims and figures share, how far their
// coefficients spread, and their trials.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "verify/experiments/covariance.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Var of the least-squares coefficient of structure 0, 1 or 2 in r Cov, a trial, for a sketch with
/// this excess kurtosis: of the quadratic form N'WN of a Gaussian N with the predicted covariance
/// C, 2 tr(W C W C), times what the square of one coordinate has beyond a Gaussian's at most, 1 +
/// 6/r (square_plan.hpp) or, for products of entries with fourth moment 3 + kappa, 1 + ((3 +
/// kappa)^2 - 3)/(2 r).
[[nodiscard]] double coefficient_variance(const covariance_block& block, std::size_t structure,
                                          int rank, double excess_kurtosis);

/// Of the coefficients, and of the worst product N_ki N_lj in units of both deviations.
inline constexpr std::array<double, 3> covariance_coefficient_margins{0.01, 0.02, 0.25};
inline constexpr double covariance_product_margin = 0.1;

/// Blocks of telling_gradients at the profile's ranks, under the Gaussian sketch and the two
/// furthest from it.
std::vector<covariance_experiment> covariance_experiments(const study& s);

/// r Cov(N_ki, N_lj) of all pairs of entries by theory, in the order of the block's structures.
Eigen::MatrixXd predicted_covariance(const covariance_experiment& e);

}  // namespace loranoise::verify::claims
