// The noise of an injector: mean, second moments, and the events of one coordinate's law.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "verify/experiments/injector_family.hpp"
#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

struct injector_result;

/// The noise N of row 0 of a small gradient.
struct injector_experiment {
  const injector_family* family;  ///< a row of injector_table()
  std::shared_ptr<const simulate::gradient> gradient;
  std::uint64_t trials;
  Eigen::Index column = 0;                  ///< the coordinate that the events are about
  std::vector<injector_event> events = {};  ///< counted, perhaps none

  using result_type = injector_result;

  [[nodiscard]] Eigen::RowVectorXd row() const { return gradient->values.row(0); }
  /// Cov(N_i, N_j) of theory.
  [[nodiscard]] double covariance(Eigen::Index i, Eigen::Index j) const {
    return family->covariance(gradient->values, 0, i, j);
  }
};

struct injector_result {
  std::uint64_t trials = 0;
  Eigen::ArrayXXd mean, mean_error;        ///< 1 x width, of N_i, over blocks
  Eigen::ArrayXXd squares, squares_error;  ///< of N_i^2
  std::vector<double> along;               ///< a block's mean of <u, N>/|u|^2
  std::vector<double> mixed;               ///< of the sum over i != j of u_i u_j N_i N_j
  std::vector<double> counts;              ///< trials in which the event happened

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.mean, self.mean_error, self.squares, self.squares_error, self.along,
            self.mixed, self.counts);
  }
};

std::string name(const injector_experiment& what);
double cost(const injector_experiment& what);
injector_result run(const injector_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
