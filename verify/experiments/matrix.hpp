// The literal noise of whole matrices.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sketch_family.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct matrix_result;

/// The literal product N = G (A'A - I) of whole matrices, A scaled to E[A'A] = I, in single
/// precision: an entry has a relative error of about 1e-6, whatever the size of its row.
struct matrix_experiment {
  shared<simulate::gradient> gradient;
  int rank;
  std::uint64_t trials;
  sketch_family sketch = sketch_family::gaussian;
  double margin_scale = 1;  ///< the trials suffice for the claims' margins times this

  using result_type = matrix_result;
};

/// Whether single entries of a matrix are looked at: up to 2^14 of them, at ranks up to 16, where
/// tails are heaviest. The others' means are not kept, as they would fill the store.
[[nodiscard]] bool watches_entries(Eigen::Index entries, int rank);

/// Means over blocks of linear statistics of N, N squared; fields are n x m, or
/// empty where entries are not watched.
struct matrix_result {
  std::uint64_t trials = 0;
  std::vector<double> energy;      ///< a block's mean of |N|_F^2
  std::vector<double> along;       ///< a block's mean of <G, N>/|G|_F^2
  std::vector<double> along_rows;  ///< and of <g_k, N_k>/|g_k|^2, averaged over the rows
  std::vector<double> norm_part;   ///< a block's least-squares a in r N_ki^2 = a |g_k|^2 + b g_ki^2
  std::vector<double> square_part;       ///< and its b
  Eigen::ArrayXXd mean, mean_error;      ///< of N_ki, over blocks: mean and its standard error
  Eigen::ArrayXXd square, square_error;  ///< of N_ki^2

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.energy, self.along, self.along_rows, self.norm_part, self.square_part,
            self.mean, self.mean_error, self.square, self.square_error);
  }
};

std::string name(const matrix_experiment& what);
/// Nanoseconds on one core, for all trials.
double cost(const matrix_experiment& what);
matrix_result run(const matrix_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
