// Whether Y = G A'A gives its gradient away: Y G' is symmetric.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

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

  shared<simulate::gradient> gradient;
  shared<simulate::gradient> other;
  int rank;
  std::uint64_t trials;
  Eigen::Index most_rows = most_watched;

  using result_type = symmetry_result;
};

/// Draws in which something was so.
struct symmetry_result {
  enum event : std::size_t {
    missed,     ///< Y G' called asymmetric
    confused,   ///< Y H' called symmetric
    ordered,    ///< asymmetric against G less than against H
    tied,       ///< or equal to it
    gaussian,   ///< G + independent Gaussian noise of equal variances called symmetric
    stretched,  ///< asymmetric against G with one row `stretch` times as long
    skew,       ///< Y G' + G Y' does not vanish
    events
  };
  std::uint64_t trials = 0;
  std::vector<std::uint64_t> counts = std::vector<std::uint64_t>(events);

  [[nodiscard]] std::uint64_t operator[](event e) const { return counts[e]; }
  void count(event e, bool happened) { counts[e] += happened ? 1 : 0; }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.counts);
  }
};

std::string name(const symmetry_experiment& what);
double cost(const symmetry_experiment& what);
symmetry_result run(const symmetry_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
