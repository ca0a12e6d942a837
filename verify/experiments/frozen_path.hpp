// Many steps under one sketch with the loss |e|^2/2: by the bidiagonal sampler at any width, and by
// the literal product with narrow sketches, its oracle.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

struct frozen_path_result;

struct frozen_path_experiment {
  int rank;
  int width;
  double step;
  std::vector<int> looks;  ///< numbers of steps after which e_T is looked at, ascending
  bool literal;
  std::uint64_t trials;

  using result_type = frozen_path_result;
};

struct frozen_path_result {
  using blocks = std::vector<double>;
  static constexpr int bins = 256;
  /// |e_T|^2 further below the kept share than this is not rounding.
  static constexpr double rounding = 1e-9;

  std::uint64_t trials = 0;
  std::vector<blocks> inner;               ///< <e_0, e_T> at each look, block means, |e_0| = 1
  std::vector<blocks> squared;             ///< |e_T|^2
  blocks kept;                             ///< the share of |e_0|^2 outside the row space of A
  std::vector<std::uint64_t> kept_counts;  ///< of it, in equal bins of [0, 1]
  std::vector<std::uint64_t> below;        ///< draws with |e_T|^2 below what they keep, each look
  std::vector<std::uint64_t> doubled;      ///< draws with |e_T|^2 above twice that, each look

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.inner, self.squared, self.kept, self.kept_counts, self.below,
            self.doubled);
  }
};

std::string name(const frozen_path_experiment& what);
double cost(const frozen_path_experiment& what);
frozen_path_result run(const frozen_path_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
