// Two releases under one sketch, and the test that tells their rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

/// What is released. two_rows: A'A u_1 and A'A u_2 of one gradient. two_steps: the gradients of two
/// steps of descent on |e|^2/2, of which the second depends on the first release. one_row: A'A u_1
/// alone, with A public. redrawn: as two_rows, with another A for the second.
enum class release_scene { two_rows, two_steps, one_row, redrawn };

std::string_view name(release_scene scene);

struct frozen_release_result;

/// The candidates differ from the truth in the first row alone, by `change` of its length; with
/// `scaled` they are a common multiple of the truth instead, which no test tells.
struct frozen_release_experiment {
  static constexpr double change = 1e-3;
  /// Of the statistic in units of the lengths: below is rounding.
  static constexpr double tolerance = 1e-12;

  release_scene scene;
  bool scaled;
  int rank;
  int width;
  std::uint64_t trials;

  using result_type = frozen_release_result;

  /// u_1, u_2 and w_1, w_2, one after the other, of this width; the second step's rows come from
  /// the draws.
  [[nodiscard]] std::vector<double> row(int which) const;
  [[nodiscard]] std::vector<double> candidate(int which) const;
};

struct frozen_release_result {
  std::uint64_t trials = 0;
  std::uint64_t kept = 0;      ///< draws in which the statistic of the truth is rounding
  std::uint64_t mistaken = 0;  ///< in which that of the candidates is

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.kept, self.mistaken);
  }
};

std::string name(const frozen_release_experiment& what);
double cost(const frozen_release_experiment& what);
frozen_release_result run(const frozen_release_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
