// The covariance of all entries of the noise of a small layer.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "verify/experiments/sketch_family.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

/// A small gradient (n x m, n m up to 64 or so: the covariance has (n m)^2 entries) with the three
/// matrices that make up the covariance of its noise, theory/doc 2.3; entries in the order of
/// Eigen's columns, (k, i) at k + n i.
struct covariance_block {
  simulate::gradient gradient;
  std::array<Eigen::MatrixXd, 3> structures;  ///< <g_k,g_l> d_ij, g_kj g_li, d_ij g_ki g_li
  std::array<Eigen::MatrixXd, 3> weights;  ///< duals: <weights_a, structures_b> = 1 if a = b else 0

  /// The strongest `columns` columns of the `rows` longest rows of a gradient, as a layer of its
  /// own, with rows brought to length 1 (the noise of a row has its size). Rows of zeros are left
  /// out.
  covariance_block(const simulate::gradient& from, int rows, int columns);

  /// Whether the structures differ enough to be told apart: not for a single one-hot row.
  [[nodiscard]] bool determined() const { return determined_; }

 private:
  bool determined_ = false;
};

struct covariance_result;

/// The literal noise N = G (A'A - I), A normalised to E[A'A] = I, of a block.
struct covariance_experiment {
  std::shared_ptr<const covariance_block> block;
  int rank;
  std::uint64_t trials;
  sketch_family sketch = sketch_family::gaussian;

  using result_type = covariance_result;
};

/// E N = 0 is known (claim M1), so that the mean of N_ki N_lj is an unbiased estimate of the
/// covariance.
struct covariance_result {
  std::uint64_t trials = 0;
  /// A block's coefficients of the three structures in r Cov, by least squares.
  std::array<std::vector<double>, 3> coefficients;
  Eigen::ArrayXXd products, products_error;  ///< of N_ki N_lj, over blocks

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.coefficients[0], self.coefficients[1], self.coefficients[2],
            self.products, self.products_error);
  }
};

std::string name(const covariance_experiment& what);
double cost(const covariance_experiment& what);
covariance_result run(const covariance_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
