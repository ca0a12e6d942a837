// The two-term bound at a small rank, where the transform falls too slowly for wrapped_law: by the
// density itself, from below.
//
// TV = 1 - int min(f, normal density) at every cosine, so that lower bounds on f and on the normal
// density on a panel of the line, for all cosines of a box, bound it from above. They need no
// smoothness: f has a pole at 0 for rank 1, and at cosine 1 jumps for rank 2.
#pragma once

#include <vector>

#include "certify/two_term/arc_cover.hpp"

namespace loranoise::certify {

/// Of Y = sum a_i b_i at rank r, with n = (r - 1)/2 and w = 1 - rho^2,
///   f(y) = |y|^(n - 1/2) E(|y|/w) exp(-|y|/(1 + rho sign y)) 2^(-r/2)/Gamma(r/2),
///   E(z) = sqrt(2 z/pi) exp(z) K_n(z).
/// For n >= 1/2, E falls to 1 and |y|^(n - 1/2) E rises with |y|; for n = 0, E rises to 1 and
/// |y|^(-1/2) E falls with |y|. E is bounded by its values on a grid, the next one on the safe
/// side.
class density_bound {
 public:
  /// Any rank; the grid takes a second.
  explicit density_bound(int rank);
  /// TV at every cosine of [low, high] within [0, 1], low < 1, at most; `panels` on each side of 0.
  [[nodiscard]] ball distance(double low, double high, int panels) const;

 private:
  struct box;
  [[nodiscard]] ball least_shape(const box& b, const ball& near, const ball& far) const;
  [[nodiscard]] ball least_e(const ball& z) const;
  [[nodiscard]] ball power_of(const ball& y) const;

  int rank_;
  ball order_;                // n
  ball scale_;                // 2^(-r/2)/Gamma(r/2)
  ball at_zero_;              // of |y|^(n - 1/2) E(|y|/w) w^(1/2 - n) at y = 0
  std::vector<double> grid_;  // of z, rising
  std::vector<ball> e_;       // E there
};

/// Covers all cosines at a rank by boxes; resisting_rank where a box would be too small.
cover cover_by_boxes(const two_term_bound& bound, int rank);

}  // namespace loranoise::certify
