// Which rows are released whole, in law, and how many trials each gets.
#pragma once

#include <algorithm>
#include <vector>

#include "verify/experiments/column.hpp"
#include "verify/experiments/whole_row.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Margin of the joint total variation, relative where it is one half or more.
inline constexpr double row_tv_margin = 0.01;
[[nodiscard]] inline double margin_of_row_tv(double tv, double margin_scale) {
  return row_tv_margin * margin_scale * std::max(tv, 0.5);
}
/// Margin of an event's probability.
inline constexpr double row_event_margin = 0.02;

/// Probe rows and wide rows of the gradients at the profile's ranks, and flat rows.
std::vector<whole_row_experiment> whole_row_experiments(const study& s);

/// Flat rows at one rank, for the figure against the width.
std::vector<whole_row_experiment> flat_whole_row_experiments(const study& s);

/// The first coordinate that is watched of the same row, averaged given its column of A.
column_experiment coordinate_of(const whole_row_experiment& e, const study& s);

/// The widest flat row at growing ranks.
std::vector<whole_row_experiment> widest_whole_row_experiments(const study& s);

}  // namespace loranoise::verify::claims
