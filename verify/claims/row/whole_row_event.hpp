// Events that tell a released row from a Gaussian.
#pragma once

#include <vector>

#include "theory/row/event_probability.hpp"
#include "verify/experiments/whole_row.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// A union of cells of the grid in which the even blocks saw more of the noise than a Gaussian has,
/// counted on the odd ones: chosen from data alone, with no formula for the noise, so that its
/// excess is a certified lower bound of the total variation distance.
struct whole_row_event {
  std::vector<bool> cells;
  std::uint64_t hits = 0;    ///< odd-block trials in the event
  std::uint64_t trials = 0;  ///< odd-block trials
  double gaussian = 0;       ///< the event's probability under the Gaussian, exact by the grid

  /// P(noise in event) - P(Gaussian in event).
  [[nodiscard]] estimate excess() const {
    return estimate::from_binomial(hits, trials).shifted(-gaussian);
  }
};
whole_row_event choose_event(const whole_row_counts& counts);

/// P(noise in the event) by theory; absolute error below theory::row_event_error.
double exact_probability(const whole_row_event& event, int rank, Eigen::Index width);

}  // namespace loranoise::verify::claims
