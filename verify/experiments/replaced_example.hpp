// One example of a batch replaced by another: what becomes of a row of the mean gradient.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

struct replaced_example_result;

/// Gradients of examples are (mean, mean, ...) plus independent standard normal numbers, drawn
/// one by one; u is the mean of `batch` of them, and u' that with the first one drawn anew.
struct replaced_example_experiment {
  int width;
  double mean;
  int batch;
  std::uint64_t trials;

  using result_type = replaced_example_result;
};

struct replaced_example_result {
  using blocks = std::vector<double>;

  std::uint64_t trials = 0;
  blocks cosine_below_one;   ///< block means of 1 - <u, u'>/(|u||u'|)
  blocks squared_log_ratio;  ///< of log^2(|u|/|u'|)
  double cosine_off = 0;     ///< the largest distance to theory's cosine, of all draws
  double ratio_off = 0;      ///< and to its ratio |u|/|u'|

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.cosine_below_one, self.squared_log_ratio, self.cosine_off,
            self.ratio_off);
  }
};

std::string name(const replaced_example_experiment& what);
double cost(const replaced_example_experiment& what);
replaced_example_result run(const replaced_example_experiment& what,
                            const sweep_settings& settings);

}  // namespace loranoise::verify
