// The joint law of a released row: which rows are looked at, and events that tell it from a
// Gaussian.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "experiments/column.hpp"
#include "experiments/joint.hpp"
#include "verify/claim.hpp"

namespace loranoise::verify::claims {

/// Margin of the joint total variation, relative where it is one half or more.
inline constexpr double joint_tv_margin = 0.01;
[[nodiscard]] inline double margin_of_joint_tv(double tv, double margin_scale) {
  return joint_tv_margin * margin_scale * std::max(tv, 0.5);
}
/// Margin of an event's probability.
inline constexpr double joint_event_margin = 0.02;

/// Probe rows and wide rows of the gradients at the study's ranks, and flat rows.
std::vector<joint_experiment> joint_experiments(const study& s);

/// The rank at which flat rows are looked at, and the flat rows at it: for the limit in which rank
/// and width grow, and the figure against the width.
inline constexpr int flat_joint_rank = 16;
std::vector<joint_experiment> flat_joint_experiments(const study& s);

/// The first coordinate that is watched of the same row, averaged given its column of A.
column_experiment coordinate_of(const joint_experiment& e, const study& s);

/// The widest flat row at growing ranks.
std::vector<joint_experiment> widest_joint_experiments(const study& s);

std::string place_of(const joint_experiment& e);
check check_at(const joint_experiment& e);

/// A union of cells of the grid in which the even blocks saw more of the noise than a Gaussian has,
/// counted on the odd ones: chosen from data alone, with no formula for the noise, so that its
/// excess is a certified lower bound of the total variation distance.
struct joint_event {
  std::vector<bool> cells;
  std::uint64_t hits = 0;    ///< odd-block trials in the event
  std::uint64_t trials = 0;  ///< odd-block trials
  double gaussian = 0;       ///< the event's probability under the Gaussian, exact by the grid

  /// P(noise in event) - P(Gaussian in event).
  [[nodiscard]] estimate excess() const {
    return estimate::from_binomial(hits, trials).shifted(-gaussian);
  }
};
joint_event choose_event(const joint_counts& counts);

/// P(noise in event) by the density of section 5.1: given s = <u, v>/|u|^2, r times a gamma
/// variate, w/s is chi-squared. Absolute error below exact_event_error.
inline constexpr double exact_event_error = 1e-5;
double exact_probability(const joint_event& event, int rank, Eigen::Index width);

}  // namespace loranoise::verify::claims
