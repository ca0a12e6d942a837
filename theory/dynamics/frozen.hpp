// Gradient descent on a quadratic loss seen through one sketch for ever:
// theory/doc/08-dynamics.md 8.3, 8.4.
//
// One row e = w - w* of the weights, loss (h/2) |e|^2, A drawn once (rank x width, entries N(0,
// 1/rank)): e_T = (I - a A'A)^T e_0 with the step a = (learning rate) h. All results are for |e_0|
// = 1. Every function throws std::domain_error on arguments out of range.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <vector>

namespace loranoise::theory {

/// Exact moments of e_T, for any number of steps up to `longest`. The object holds the Wishart
/// moments up to order 2 longest, from which each answer is one alternating sum in integers of as
/// many bits as its cancellation asks for.
class frozen_dynamics {
 public:
  /// rank, width >= 1 up to 10^6; 0 <= longest <= 4000 (numbers of many megabytes beyond).
  frozen_dynamics(int rank, int width, int longest);

  /// E <e_0, e_T>, to a few units in the last place whatever cancels, unless it is below 1e-300 (0
  /// then);
  /// +-infinity where it overflows. step > 0 finite, 0 <= steps <= longest.
  [[nodiscard]] double mean(double step, int steps) const;

  /// E |e_T|^2, likewise. It diverges with the number of steps for every step size, because of
  /// draws that no one will see (8.4): trust it as a typical value for moderate numbers of steps
  /// only.
  [[nodiscard]] double second(double step, int steps) const;

 private:
  int rank_;
  int longest_;
  std::vector<boost::multiprecision::cpp_int> moments_;  // rank^k mu_k
};

/// The part of |e_0|^2 outside the row space of A, which no step changes: max(0, 1 - rank/width). A
/// mean over A; E |e_T|^2 is never below it.
[[nodiscard]] double frozen_floor(double rank, double width);

/// P(kept part <= share): the kept part of one draw has the law Beta((width - rank)/2, rank/2), and
/// is 0 for rank >= width. share in [0, 1].
[[nodiscard]] double frozen_kept_cdf(double rank, double width, double share);

/// 2/(1 + sqrt(width/rank))^2: a typical draw of a large layer diverges beyond this step.
[[nodiscard]] double frozen_step_limit(double rank, double width);

/// Limits of mean and second moment for rank, width -> infinity at width/rank = aspect > 0 (by
/// Marchenko-Pastur's Jacobi matrix, O(steps^2)): within O(1/rank) of the exact ones. step > 0,
/// steps in 0 .. 10000.
[[nodiscard]] double frozen_mean_limit(double aspect, double step, int steps);
[[nodiscard]] double frozen_second_limit(double aspect, double step, int steps);

}  // namespace loranoise::theory
