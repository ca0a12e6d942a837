// Mean and second moment matrix of gradient descent on any quadratic loss (1/2) <e, H e> with noise
// that is drawn anew at every step: theory/doc/08-dynamics.md 8.5, 8.6.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace loranoise::theory {

/// What is added to the gradient g = H e of a step. With K = E g g':
/// full, the redrawn sketch and Gaussian noise of its covariance: E xi xi' = (K + tr(K) I)/rank;
/// diagonal, Gaussian noise of the variances alone: (diag(K) + tr(K) I)/rank.
enum class covariance_kind { full, diagonal };

/// width x width numbers, row by row.
using square_matrix = std::vector<double>;

/// E e_T for (I - rate H)^T e_0: the same with every unbiased noise. `hessian` symmetric,
/// start.size() squared numbers. rate finite, steps >= 0. Time width^2 steps.
[[nodiscard]] std::vector<double> mean_after(std::span<const double> hessian, double rate,
                                             std::span<const double> start, int steps);

/// E e_T e_T' from S = E e_0 e_0' by S' = (I - rate H) S (I - rate H) + rate^2 E xi xi'. rank >= 1.
/// Time width^3 steps; rounding errors of a few units in the last place a step.
[[nodiscard]] square_matrix second_moment_after(covariance_kind noise, double rank,
                                                std::span<const double> hessian, double rate,
                                                std::span<const double> start, int steps);

/// The bias of a frozen sketch after two steps, E e_2 - (I - rate H)^2 e_0 = (rate^2/rank)(H^2 +
/// tr(H) H) e_0 (8.9): the two steps share A.
[[nodiscard]] std::vector<double> frozen_bias_of_two_steps(double rank,
                                                           std::span<const double> hessian,
                                                           double rate,
                                                           std::span<const double> start);

}  // namespace loranoise::theory
