// The numerical rank of what a sketch makes of a gradient.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sketch_family.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct rank_result;

/// Literal Y = G A'A of a gradient's watched rows (symmetry.hpp), and singular values of it by
/// one-sided Jacobi.
struct rank_experiment {
  /// Singular values below this share of the largest are rounding: those leave a few 1e-16.
  static constexpr double tolerance = 1e-11;

  shared<simulate::gradient> gradient;
  sketch_family family;
  int rank;
  std::uint64_t trials;

  using result_type = rank_result;
};

struct rank_result {
  std::uint64_t trials = 0;
  std::vector<std::uint64_t> of_rank;  ///< draws with numerical rank 0, 1, ..., rows

  /// Draws whose numerical rank is above `rank`.
  [[nodiscard]] std::uint64_t above(int rank) const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.of_rank);
  }
};

/// Singular values above rank_experiment::tolerance times the largest.
Eigen::Index numerical_rank(const Eigen::MatrixXd& y);

std::string name(const rank_experiment& what);
double cost(const rank_experiment& what);
rank_result run(const rank_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
