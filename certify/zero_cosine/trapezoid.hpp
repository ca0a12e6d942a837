// The difference to the normal law by the trapezoidal rule on the inverse Fourier integral.
//
// With step h and period L = 2 pi/h, Poisson's summation formula says
//   (h/pi) sum_(k >= 0)' g(k h) cos(k h x) = sum_n (f - phi)(x + n L),
// g(v) = (1 + v^2/r)^(-r/2) - exp(-v^2/2), the term of k = 0 halved (it is 0), and likewise with
// sin(v x)/v for F - Phi. What is left out:
// - the aliases, n != 0: |F - Phi|(y) <= P(Q > y) + P(Z > y) <= 2 exp(-s y) (1 - s^2/r)^(-r/2) for
//   0 < s < sqrt(r), as exp(s^2/2) <= (1 - s^2/r)^(-r/2); for densities, which fall on y > 0,
//   f(y) <= P(Q > y - 1);
// - terms beyond v = V: |g| <= (1 + v^2/r)^(-r/2), whose logarithm has slope at most -q in log v,
//   q = V^2/(1 + V^2/r), so that the integral of g/v beyond V is at most g(V)/q, and that of g
//   at most g(V) V/(q - 1).
#pragma once

#include <vector>

#include "certify/zero_cosine/distance.hpp"

namespace loranoise::certify {

class trapezoidal_difference : public gaussian_difference {
 public:
  /// rank >= 4. period: L; 0 for one at which the aliases are negligible.
  explicit trapezoidal_difference(int rank, double period = 0);
  [[nodiscard]] ball density(const ball& x) const override;
  [[nodiscard]] ball between(const ball& a, const ball& b) const override;

  /// Leaves the aliases out of the error, which is wrong: for a test that sees it.
  void forget_aliases() { forget_aliases_ = true; }

 private:
  [[nodiscard]] ball distribution(const ball& x) const;
  [[nodiscard]] ball aliases(const ball& nearest) const;

  int rank_;
  bool forget_aliases_ = false;
  ball step_;
  ball period_;
  ball end_;                 // V
  ball last_;                // g(V) bounded
  std::vector<ball> terms_;  // g(k h), k = 1, 2, ...
};

}  // namespace loranoise::certify
