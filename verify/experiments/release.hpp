// The privacy loss of one released row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct release_result;

/// v = A'A u of a secret Gaussian sketch (released_row.hpp), u the first row of the pair and u' the
/// other; the other way round when `reversed`. L = log(density of v under u / under u').
struct release_experiment {
  shared<row_pair> pair;
  bool reversed;
  int rank;
  std::vector<double> epsilons;
  std::uint64_t trials;

  using result_type = release_result;

  [[nodiscard]] const Eigen::RowVectorXd& row() const {
    return reversed ? pair->neighbour : pair->row;
  }
  [[nodiscard]] const Eigen::RowVectorXd& neighbour() const {
    return reversed ? pair->row : pair->neighbour;
  }
};

struct release_result {
  std::uint64_t trials = 0;
  /// For each epsilon the block means of (1 - exp(epsilon - L))_+, whose expectation is
  /// delta(epsilon).
  std::vector<std::vector<double>> delta;
  std::uint64_t infinite = 0;  ///< draws that u' cannot give: L = infinity

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.delta, self.infinite);
  }
};

std::string name(const release_experiment& what);
double cost(const release_experiment& what);
release_result run(const release_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
