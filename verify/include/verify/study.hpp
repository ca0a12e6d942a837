// What a run of the ledger looks at: gradients, probe rows, ranks, and how many trials it can
// afford.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/gradients.hpp"

namespace loranoise::verify {

/// How much a run spends. Margins are those of `standard` times margin_scale; trials shrink as its
/// square, so that the power of every check is the same in every profile.
struct profile {
  std::string name;
  double margin_scale;

  /// Trials of a whole-matrix sweep: pooled estimates sharpen as sqrt(trials rank), single entries
  /// as sqrt(trials).
  [[nodiscard]] std::uint64_t matrix_trials(int rank) const;
  [[nodiscard]] std::uint64_t row_trials() const;
  [[nodiscard]] std::uint64_t column_trials() const;
  [[nodiscard]] std::uint64_t flat_row_trials(int width) const;
};

/// quick, standard or full; std::invalid_argument otherwise.
profile find_profile(std::string_view name);

/// What training an adapter with frozen A left behind (claim E1).
struct frozen_adapter {
  std::string name;
  Eigen::MatrixXd change;        ///< B_T A - B_0 A, out x in
  Eigen::MatrixXd gradient_sum;  ///< sum over steps of G_t
  Eigen::MatrixXd sketch;        ///< A, r x in
  double learning_rate;
};

struct study {
  verify::profile budget;
  std::vector<named_gradient> gradients;
  std::vector<probe_row> probes;     ///< rows of the gradients
  std::vector<probe_row> flat_rows;  ///< equal entries, widths ascending, for the reading in m
  std::vector<frozen_adapter> adapters;
  std::vector<int> matrix_ranks{1, 2, 4, 8, 16, 32, 64};
  std::vector<int> row_ranks{1, 2, 4, 8, 16};
  std::vector<int> column_ranks{1, 2, 4, 8, 16, 32, 64};
  int flat_rank = 4;
};

/// Puts `ranks` in the place of all rank lists, ascending and once each. std::invalid_argument for
/// a rank below 1 or above the width of a gradient.
void restrict_ranks(study& s, std::vector<int> ranks);

}  // namespace loranoise::verify
