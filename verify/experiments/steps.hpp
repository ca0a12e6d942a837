// The noise of many steps, summed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

/// Where each step's noise comes from: one A for all steps, a fresh A each step (both by the
/// literal product, Gaussian sketch), or as DP-SGD has it, independent Gaussian numbers with the
/// variance
/// (|g_k|^2 + g_ki^2)/r of the sketch.
enum class step_noise { frozen, redrawn, independent };

std::string_view name(step_noise kind);

/// The numbers of steps after which the sum is looked at.
inline constexpr std::array<int, 5> step_counts{1, 2, 4, 8, 16};

struct steps_result;

struct steps_experiment {
  shared<gradient_sequence> sequence;  ///< step_counts.back() gradients at least
  step_noise kind;
  int rank;
  std::uint64_t trials;

  using result_type = steps_result;
};

struct steps_result {
  std::uint64_t trials = 0;
  /// A block's mean of |sum N_t|_F^2/|sum G_t|_F^2, for each number of steps.
  std::array<std::vector<double>, step_counts.size()> ratios;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.ratios[0], self.ratios[1], self.ratios[2], self.ratios[3],
            self.ratios[4]);
  }
};

std::string name(const steps_experiment& what);
double cost(const steps_experiment& what);
steps_result run(const steps_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
