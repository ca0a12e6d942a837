// The accuracy table of theory/README.md: one function per quantity, each returning its rows.
#pragma once

#include <cmath>
#include <string>
#include <vector>

namespace loranoise::test {

// One line of the table: what was measured against what, over how many cells, and the worst cell.
struct accuracy_row {
  std::string quantity;
  std::string against;
  double bar;
  int cells = 0;
  double worst = 0;
  std::string where = {};

  void add(double error, const std::string& cell) {
    ++cells;
    if (!(error <= worst)) {  // a NaN counts as the worst
      worst = error;
      where = cell;
    }
  }
};

using accuracy_rows = std::vector<accuracy_row>;

accuracy_rows log_bessel_k_accuracy();
accuracy_rows log_density_accuracy();
accuracy_rows tail_accuracy();
accuracy_rows quantile_accuracy();
accuracy_rows distance_accuracy();

}  // namespace loranoise::test
