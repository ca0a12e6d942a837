// The likelihood-ratio attack on one released row: which of two candidates was it?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct attacked_release_result;

/// Each trial releases the pair's row and, from another draw of A, its neighbour; the attack says
/// "the row" where L exceeds a threshold.
struct attacked_release_experiment {
  shared<row_pair> pair;
  int rank;
  std::vector<double> thresholds;
  std::uint64_t trials;

  using result_type = attacked_release_result;
};

struct attacked_release_result {
  std::uint64_t trials = 0;
  std::vector<std::uint64_t> found;         ///< by threshold: the row, called so
  std::vector<std::uint64_t> false_alarms;  ///< the neighbour, called the row

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.found, self.false_alarms);
  }
};

std::string name(const attacked_release_experiment& what);
double cost(const attacked_release_experiment& what);
attacked_release_result run(const attacked_release_experiment& what,
                            const sweep_settings& settings);

}  // namespace loranoise::verify
