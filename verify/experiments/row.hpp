// The literal noise of one row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sketch_family.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/statistics/coordinate_counts.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct row_result;

/// The literal noise of one row, N_k = (g_k A')A - g_k (the sketch scaled to E[A'A] = I), with
/// chosen coordinates watched closely. The whole A is drawn.
struct row_experiment {
  shared<probe_row> row;
  int rank;
  std::uint64_t trials;
  sketch_family sketch = sketch_family::gaussian;

  using result_type = row_result;
};

struct row_result {
  std::uint64_t trials = 0;
  std::vector<coordinate_counts> coordinates;  ///< in the order of the probe row
  std::vector<std::vector<double>> squares;    ///< a block's mean of N_ki^2, per coordinate

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.coordinates, self.squares);
  }
};

std::string name(const row_experiment& what);
double cost(const row_experiment& what);
row_result run(const row_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
