// Lower and upper bounds of the privacy of several releases, by another way than composition.hpp:
// the loss put on a grid so that it can only err to one side, and powers of its transform;
// theory/doc/09-composition.md 9.3.
#pragma once

#include <vector>

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

struct bracket {
  double lower;
  double upper;
};

/// Same releases and threat model as composed_release. Rows that are neither parallel nor
/// orthogonal need no more than its defaults: relative width some 1e-4 to 1e-2.
class composition_bracket {
 public:
  /// 2 <= releases. cell is the distance of grid points, 0 for one chosen from the spread of the
  /// loss. Takes a few tenths of a second and 16 MB. std::domain_error as composed_release.
  composition_bracket(const row_release& release, int releases, double cell = 0);

  /// lower <= delta(epsilon) <= upper, up to the numerical error of the cell masses, which is
  /// estimated from their sums and added; 0 <= epsilon < a quarter of the grid.
  [[nodiscard]] bracket operator()(double epsilon) const;

 private:
  double cell_;
  double floor_;        // P(L = infinity) of all releases
  double upper_extra_;  // losses above the grid, and what a circular convolution can lose
  double lower_shift_;  // releases times the common shift
  double lower_extra_;
  std::vector<double> upper_;  // masses of the summed loss at (i - size/2) cell
  std::vector<double> lower_;
};

}  // namespace loranoise::theory
