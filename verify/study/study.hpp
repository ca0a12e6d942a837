// What a run of the ledger looks at: gradients, rows and pairs of rows, trained adapters, and the
// profile that says how much it spends on them.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "simulate/training/task.hpp"
#include "verify/study/probes.hpp"
#include "verify/study/profile.hpp"

namespace loranoise::verify {

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
  std::vector<double> rates;  ///< learning rates, descending
  Eigen::MatrixXd deviation;  ///< |B_T A_T - (B_T A_0)_frozen|_F
  Eigen::MatrixXd change;     ///< |(B_T A_0)_frozen|_F
  two_steps two;
};

struct study {
  verify::profile budget;
  std::vector<std::string> notes;  ///< what a reader of the run must know of its gradients
  std::vector<shared<simulate::gradient>> gradients;
  std::vector<shared<probe_row>> probes;  ///< rows of the gradients
  std::vector<shared<probe_row>>
      flat_rows;  ///< equal entries, widths ascending, for the reading in m
  std::vector<shared<probe_row>>
      width_rows;  ///< of one cosine, widths ascending: the law is the same
  std::vector<shared<probe_row>> wide_rows;  ///< rows of wide gradients, drawn in law alone
  std::vector<shared<row_pair>> pairs;       ///< what an adversary tells apart
  std::vector<frozen_adapter> adapters;
  std::vector<trained_adapter> trained;
  std::vector<shared<gradient_sequence>> sequences;
  shared<simulate::fine_tuning_task> tuning;    ///< digits in another colour, some labels wrong
  shared<simulate::fine_tuning_task> learning;  ///< the same with labels by chance: to be learnt
                                                ///< by heart or not at all
};

/// std::invalid_argument for a rank below 1 or above the width of the gradient of this name.
void check_ranks(const std::vector<int>& ranks, Eigen::Index width, const std::string& gradient);

/// Puts `ranks` in the place of the profile's lists of ranks, ascending and once each (set_ranks).
/// Throws as check_ranks, for each gradient.
void restrict_ranks(study& s, std::vector<int> ranks);

}  // namespace loranoise::verify
