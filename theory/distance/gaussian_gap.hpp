// The differences between Q's distribution and the normal one, without cancellation: for large
// ranks they are of order 1/rank, and a difference of two cdfs would lose as many digits.
#pragma once

#include <cstddef>
#include <vector>

namespace loranoise::theory::detail {

/// Fourier inversion of exp(-v^2/2) expm1(sum of the cumulants from the third on) by the
/// trapezoidal rule (theory/doc section 4), for rank >= least_rank. Valid for |q| <= reach.
class gaussian_gap {
 public:
  static constexpr double least_rank = 64;
  static constexpr double reach = 12;
  /// Within it f - phi also keeps its accuracy relative to phi, which is above 1e-12 there.
  static constexpr double trusted_reach = 7;

  gaussian_gap(double rank, double rho);

  /// f(q) - phi(q); F(q) - Phi(q); Int_{-inf}^q (F - Phi).
  [[nodiscard]] double density(double q) const { return invert(q, 0); }
  [[nodiscard]] double distribution(double q) const { return invert(q, 1); }
  [[nodiscard]] double integral(double q) const { return invert(q, 2); }

 private:
  [[nodiscard]] double invert(double q, int integrations) const;

  struct node {
    double re;
    double im;
  };
  std::vector<node> nodes_;  // transform of f - phi at v = step, 2 step, ...
};

}  // namespace loranoise::theory::detail
