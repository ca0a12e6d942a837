// The transform of the privacy loss of one released row, on the line where it is best behaved:
// theory/doc/09-composition.md 9.2.
#pragma once

#include <vector>

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory::detail {

/// One node of the quadrature over the angle: given it, the loss is offset + H slope with H ~
/// chi^2_(rank + width - 1) under u. weight: quadrature weight times the density of the angle, by
/// its logarithm.
struct loss_node {
  double log_weight;
  double offset;
  double slope;      // (e^-g - 1)/2, g = log(R/tau)
  double log_ratio;  // g
};

/// Nodes on fixed Gauss panels, for integrands that vary on the scale of losses down to
/// smallest_loss; pieces times as many panels for a check of their number. -1 < cosine < 1.
[[nodiscard]] std::vector<loss_node> loss_nodes(const row_release& release, double smallest_loss,
                                                int pieces);

/// A complex number by the logarithm of its modulus and by its argument.
struct polar {
  double log_modulus;
  double argument;
};

/// M(z) = E_u[e^{zL}; R > 0] at z = -1/2 + iy: the integral over theta by fixed Gauss panels.
/// Absolute error about 1e-16 for y up to some hundreds over the deviation of L.
class loss_transform {
 public:
  /// -1 < cosine < 1. More panels (pieces times as many) for a check of their number.
  explicit loss_transform(const row_release& release, int pieces = 1);

  [[nodiscard]] polar operator()(double y) const;

 private:
  // At a node the loss is offset + H slope, H ~ chi^2_degrees: its transform there is e^{iy offset}
  // (1 - iy tilt)^{-degrees/2} times the weight, which holds its value at y = 0.
  struct node {
    double weight;
    double offset;
    double tilt;
  };
  double degrees_;
  std::vector<node> nodes_;
};

}  // namespace loranoise::theory::detail
