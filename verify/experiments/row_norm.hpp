// How well the sketch keeps the length of a row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct norm_result;

/// s = |A u|^2/|u|^2 of a literal Gaussian sketch.
struct norm_experiment {
  shared<probe_row> row;
  int rank;
  std::uint64_t trials;

  using result_type = norm_result;
};

/// Counts of s in bins of width 1/bins_a_unit from 0 on; the last one holds all beyond `reach`.
struct norm_result {
  static constexpr int bins_a_unit = 100;
  static constexpr int reach = 12;
  std::uint64_t trials = 0;
  std::vector<std::uint64_t> counts;

  /// Draws with s >= x, and with s < x, for a multiple x of 1/bins_a_unit below `reach`.
  [[nodiscard]] std::uint64_t at_least(double x) const;
  [[nodiscard]] std::uint64_t below(double x) const { return trials - at_least(x); }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.counts);
  }
};

std::string name(const norm_experiment& what);
double cost(const norm_experiment& what);
norm_result run(const norm_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
