// What a run of the ledger looks at: gradients, probe rows, ranks, and how many trials it can
// afford.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/study/probes.hpp"

namespace loranoise::verify {

/// How many gradients, ranks and widths a run looks at.
enum class grid { coarse, medium, fine };

/// How much a run spends: the grid of cells, and the margins, which are those that the claims state
/// times margin_scale. Trials are planned from the margins (power.hpp), so that the power of every
/// check is the same in every profile.
struct profile {
  std::string name;
  double margin_scale;
  verify::grid grid = verify::grid::medium;

  /// Trials of a row sweep whose distribution functions are wanted to `margin`.
  [[nodiscard]] std::uint64_t row_trials(double margin = 0.01) const;
  [[nodiscard]] std::uint64_t flat_row_trials(int width) const;
};

/// quick (coarse, margins doubled), standard (medium, margins times 1.4) or full (fine);
/// std::invalid_argument otherwise.
profile find_profile(std::string_view name);

/// What training an adapter with frozen A left behind (claim E1).
struct frozen_adapter {
  std::string name;
  Eigen::MatrixXd change;        ///< B_T A - B_0 A, out x in
  Eigen::MatrixXd gradient_sum;  ///< sum over steps of G_t
  Eigen::MatrixXd sketch;        ///< A, r x in
  double learning_rate;
};

/// Two steps of training A and B, exactly: B_2 A_2 less that of the frozen A.
struct two_steps {
  double learning_rate;
  Eigen::MatrixXd sketch;         ///< A_0
  Eigen::MatrixXd first, second;  ///< G_0 and G_1
  Eigen::MatrixXd deviation;
};

/// What training A together with B did to the weights (claim E2), by number of steps (rows) and
/// learning rate (columns), each rate half of the one before.
struct trained_adapter {
  std::string name;
  int rank;
  int width;
  std::vector<int> steps;     ///< ascending
  Eigen::MatrixXd deviation;  ///< |B_T A_T - (B_T A_0)_frozen|_F
  Eigen::MatrixXd change;     ///< |(B_T A_0)_frozen|_F
  two_steps two;
};

struct study {
  verify::profile budget;
  std::vector<named_gradient> gradients;
  std::vector<probe_row> probes;      ///< rows of the gradients
  std::vector<probe_row> flat_rows;   ///< equal entries, widths ascending, for the reading in m
  std::vector<probe_row> width_rows;  ///< of one cosine, widths ascending: the law is the same
  std::vector<probe_row> wide_rows;   ///< rows of the widest gradients, drawn in law alone
  std::vector<row_pair> pairs;        ///< what an adversary tells apart
  std::vector<frozen_adapter> adapters;
  std::vector<trained_adapter> trained;
  std::vector<gradient_sequence> sequences;
  std::vector<int> matrix_ranks{1, 2, 4, 8, 16, 32, 64};
  std::vector<int> row_ranks{1, 2, 4, 8, 16};
  std::vector<int> column_ranks{1, 2, 4, 8, 16, 32, 64};
  std::vector<int> sketch_ranks{8};            ///< of the sketches that are not Gaussian
  std::vector<int> release_ranks{1, 4, 16};    ///< of released rows
  std::vector<int> wide_release_ranks{4, 16};  ///< and of those 1024 wide or wider
  std::vector<int> step_ranks{16};             ///< of sums over steps
  int flat_rank = 4;
};

/// Puts the ranks of the budget's grid in the place of all rank lists.
void set_ranks(study& s);

/// Puts `ranks` in the place of all rank lists, ascending and once each. std::invalid_argument for
/// a rank below 1 or above the width of a gradient.
void restrict_ranks(study& s, std::vector<int> ranks);

}  // namespace loranoise::verify
