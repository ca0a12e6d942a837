// Whether Y = G A'A gives its gradient away: Y G' is symmetric.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>

#include "verify/gradients.hpp"
#include "verify/sweep_settings.hpp"

namespace loranoise::verify {

struct symmetry_result;

/// The rows of a gradient that matrix tests look at: all, or the `most` longest in their order.
/// Rows of zeros are left out.
inline constexpr Eigen::Index most_watched = 16;
Eigen::MatrixXd watched_rows(const Eigen::MatrixXd& g, Eigen::Index most = most_watched);

/// Literal Y = G A'A of a gradient's watched rows, tested for symmetry against G and against
/// another gradient H: `other`, of the same shape, or where that is null G with `perturbation` of
/// its norm in Gaussian noise added.
struct symmetry_experiment {
  static constexpr double perturbation = 0.01;
  static constexpr double stretch = 1.01;
  /// Y H' is called symmetric when |Y H' - H Y'| <= tolerance * 2 |Y||H| (Frobenius). Rounding
  /// leaves 1e-16 times the root of the width.
  static constexpr double tolerance = 1e-12;

  const named_gradient* gradient;
  const named_gradient* other;
  int rank;
  std::uint64_t trials;
  Eigen::Index most_rows = most_watched;

  using result_type = symmetry_result;
};

struct symmetry_result {
  std::uint64_t trials = 0;
  std::uint64_t missed = 0;     ///< Y G' called asymmetric
  std::uint64_t confused = 0;   ///< Y H' called symmetric
  std::uint64_t ordered = 0;    ///< asymmetry against G less than against H
  std::uint64_t tied = 0;       ///< or equal to it
  std::uint64_t gaussian = 0;   ///< G + independent Gaussian noise of equal variances: symmetric
  std::uint64_t stretched = 0;  ///< asymmetric against G with one row `stretch` times as long
  std::uint64_t skew = 0;       ///< Y G' + G Y' does not vanish

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.missed, self.confused, self.ordered, self.tied, self.gaussian,
            self.stretched, self.skew);
  }
};

std::string name(const symmetry_experiment& what);
double cost(const symmetry_experiment& what);
symmetry_result run(const symmetry_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
