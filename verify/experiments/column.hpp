// One coordinate of the noise, averaged over its law given a column of the sketch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct column_result;

/// One coordinate given its own column of A: with S = |a_i|^2 the noise is N(u_i (S - 1), (|u|^2 -
/// u_i^2) S / r), so that probabilities are averaged instead of counted (Rao-Blackwell), and only r
/// normals a trial are drawn.
struct column_experiment {
  shared<probe_row> row;
  std::size_t coordinate;
  int rank;
  std::uint64_t trials;

  using result_type = column_result;
};

/// The event is a union of intervals of the standardised noise on which a pilot run saw more noise
/// than a Gaussian of the given variance; `excess` is its probability under the noise less that
/// under the Gaussian.
struct column_result {
  std::uint64_t trials = 0;
  std::vector<double> crossings;     ///< ascending; the event lies between them
  bool event_starts_inside = false;  ///< the event holds the far left
  std::vector<double> excess;        ///< block means
  std::vector<double> squared_norm;  ///< block means of S, whose expectation is 1
  std::vector<double> third;         ///< block means of E[z^3 | S], z the standardised noise
  std::vector<double> fourth;        ///< and of E[z^4 | S]

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.crossings, self.event_starts_inside, self.excess, self.squared_norm,
            self.third, self.fourth);
  }
};

std::string name(const column_experiment& what);
double cost(const column_experiment& what);
column_result run(const column_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
