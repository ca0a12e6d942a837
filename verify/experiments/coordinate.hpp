// The noise of one coordinate, drawn by its law.
#pragma once

#include <cstdint>
#include <string>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/statistics/coordinate_counts.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct coordinate_result;

/// One coordinate in two random numbers a trial (a chi-squared and a normal, simulate/in_law.hpp),
/// at a cost that knows neither rank nor width. The literal rows back it.
struct coordinate_experiment {
  shared<probe_row> row;
  std::size_t coordinate;
  int rank;
  std::uint64_t trials;

  using result_type = coordinate_result;
};

struct coordinate_result {
  std::uint64_t trials = 0;
  coordinate_counts counts;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.counts);
  }
};

std::string name(const coordinate_experiment& what);
double cost(const coordinate_experiment& what);
coordinate_result run(const coordinate_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
