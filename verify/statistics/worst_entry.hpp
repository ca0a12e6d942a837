// The entry of a matrix that is furthest off: what a claim about every entry looks at first.
#pragma once

#include <Eigen/Core>

namespace loranoise::verify {

struct matrix_place {
  Eigen::Index row = 0;
  Eigen::Index column = 0;
};

/// Where off(row, column) is largest, the first of equals column by column; negative values and NaN
/// leave an entry out. The first entry if all are left out.
template <class Off>
[[nodiscard]] matrix_place worst_entry(Eigen::Index rows, Eigen::Index columns, const Off& off) {
  matrix_place worst;
  double largest = -1;
  for (Eigen::Index j = 0; j < columns; ++j) {
    for (Eigen::Index k = 0; k < rows; ++k) {
      const double here = off(k, j);
      if (here >= 0 && here > largest) {
        largest = here;
        worst = {k, j};
      }
    }
  }
  return worst;
}

}  // namespace loranoise::verify
