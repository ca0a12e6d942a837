// One coordinate of cosine 0 at rank r: Q = T/sqrt(r), T a sum of r products of independent
// standard normal variables. Its transform is (1 + v^2/r)^(-r/2).
//
// Shares nothing with theory/ but the statement: what it says there can be checked against this.
#pragma once

#include <memory>

#include "certify/ball.hpp"

namespace loranoise::certify {

/// Difference to the standard normal law, by enclosures.
class gaussian_difference {
 public:
  virtual ~gaussian_difference() = default;
  /// f(x) - phi(x), x > 0.
  [[nodiscard]] virtual ball density(const ball& x) const = 0;
  /// (F - Phi)(a) - (F - Phi)(b), 0 < a < b.
  [[nodiscard]] virtual ball between(const ball& a, const ball& b) const = 0;
};

/// Rank 1 to 12: the density (|x| sqrt(r)/2)^((r-1)/2) K_((r-1)/2)(|x| sqrt(r))
/// sqrt(r/pi)/Gamma(r/2) itself, integrated by FLINT. Beyond: the trapezoidal rule on the inverse
/// Fourier integral, with bounds for what it leaves out (aliases by Chernoff's bound; the end of
/// the sum).
std::unique_ptr<gaussian_difference> difference_at_rank(int rank);

/// The total variation distance of Q to the standard normal law, enclosed. f/phi is convex in x^2
/// (Q is a normal scale mixture), so that f - phi changes its sign twice on x > 0, at a < b, and
/// the distance is 2 (D(a) - D(b)), D = F - Phi. std::runtime_error where a sign cannot be told.
ball total_variation_at_zero(int rank);

}  // namespace loranoise::certify
