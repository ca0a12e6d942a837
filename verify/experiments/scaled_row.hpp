// The noise of a row that is brought to a norm first, as clipping and scaling of gradients do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

/// scaled: every row to norm C. clipped: those alone that are longer.
enum class norm_control { scaled, clipped };

std::string_view name(norm_control how);

struct scaled_row_result;

/// The literal noise of the row after that, with C = threshold, in units of C.
struct scaled_row_experiment {
  shared<probe_row> row;
  norm_control how;
  double threshold;
  int rank;
  std::uint64_t trials;

  using result_type = scaled_row_result;

  /// The row's norm after it, in units of C.
  [[nodiscard]] double norm() const;
};

struct scaled_row_result {
  std::uint64_t trials = 0;
  std::vector<std::vector<double>>
      squares;  ///< r N_i^2/C^2 of each watched coordinate, block means

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.squares);
  }
};

std::string name(const scaled_row_experiment& what);
double cost(const scaled_row_experiment& what);
scaled_row_result run(const scaled_row_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
