// All entries of a released row at once, against the Gaussian vector of equal mean and covariance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct whole_row_result;

/// The row v = A'A u of a Gaussian sketch (released_row.hpp). width >= 2.
struct whole_row_experiment {
  shared<probe_row> row;
  int rank;
  std::uint64_t trials;

  using result_type = whole_row_result;
};

/// Counts on a grid in the two numbers of v that a rotation about u leaves alone: x = (s - 1)
/// sqrt(r/2), s = <u, v>/|u|^2, and w = r |v - s u|^2/|u|^2. For the Gaussian vector they are
/// independent, N(0, 1) and chi-squared with m - 1 degrees; the grid's lines are their quantiles,
/// so that the Gaussian has the same probability in every cell. Cell side * i + j is the i-th of x
/// and the j-th of w. Even and odd blocks apart: an event chosen on one half is counted on the
/// other.
struct whole_row_counts {
  static constexpr int side = 24;
  std::vector<std::uint64_t> even, odd;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.even, self.odd);
  }
};

/// The inner lines of the grid, side - 1 ascending numbers: s along x, and w.
struct whole_row_grid {
  std::vector<double> s, w;
  whole_row_grid(int rank, Eigen::Index width);
};

struct whole_row_result {
  std::uint64_t trials = 0;
  /// A block's mean of (1 - g/f)_+, f the density of v and g that of the Gaussian at the v drawn:
  /// its expectation is the total variation distance.
  std::vector<double> overlap_loss;
  whole_row_counts counts;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.overlap_loss, self.counts);
  }
};

std::string name(const whole_row_experiment& what);
double cost(const whole_row_experiment& what);
whole_row_result run(const whole_row_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
