// Distance of one coordinate's noise to the Gaussian against the width, at one rank, for rows of
// equal entries: it does not fall below its floor.
#include <cmath>

#include "theory/distance/distance.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/width_curve.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify::figures {

void tv_vs_width(const study& s, const laboratory& lab, figure_points& out) {
  const auto experiments = claims::flat_row_experiments(s);
  if (experiments.empty() || !lab.has(experiments.front())) return;
  const int rank = s.budget.flat_row_rank;
  for (const row_experiment& e : experiments) {
    out.add_measured({.kind = "measured", .rank = rank}, static_cast<double>(e.row->values.size()),
                     claims::choose_event(lab.result(e).coordinates.front()).excess());
  }
  const auto narrowest = static_cast<double>(experiments.front().row->values.size());
  const auto widest = static_cast<double>(experiments.back().row->values.size());
  const double floor = theory::total_variation(rank, 0);
  const double first = theory::total_variation(rank, 1 / std::sqrt(narrowest));
  for (const double width : widths_of_curve(narrowest, widest)) {
    out.add_exact({.kind = "exact", .rank = rank}, width,
                  theory::total_variation(rank, 1 / std::sqrt(width)));
    out.add_exact({.kind = "floor", .rank = rank}, width, floor);
    // The reading that is refuted: the distance falls as 1/sqrt(width).
    out.add_exact({.kind = "reading", .rank = rank}, width, first * std::sqrt(narrowest / width));
  }
}

}  // namespace loranoise::verify::figures
