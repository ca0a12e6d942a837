// A whole row's distance to the Gaussian, and one coordinate's, against the width at one rank.
#include <cmath>

#include "theory/distance/distance.hpp"
#include "theory/row/law.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/width_curve.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/whole_rows.hpp"

namespace loranoise::verify::figures {

void row_tv(const study& s, const laboratory& lab, figure_points& out) {
  const int rank = s.budget.flat_whole_row_rank;
  const auto line = [rank](const char* kind) { return figure_line{.kind = kind, .rank = rank}; };
  double narrowest = 0;
  double widest = 0;
  for (const whole_row_experiment& e : claims::flat_whole_row_experiments(s)) {
    if (!lab.has(e)) continue;
    const auto width = static_cast<double>(e.row->values.size());
    narrowest = narrowest == 0 ? width : narrowest;
    widest = width;
    out.add_measured(line("row_measured"), width,
                     estimate::from_blocks(lab.result(e).overlap_loss));
    const column_experiment coordinate = claims::coordinate_of(e, s);
    if (!lab.has(coordinate)) continue;
    out.add_measured(line("coordinate_measured"), width,
                     claims::excess_estimate(lab.result(coordinate)));
  }
  if (widest == 0) return;
  for (const double width : widths_of_curve(narrowest, widest)) {
    out.add_exact(line("row_exact"), width, theory::row_total_variation(rank, width));
    out.add_exact(line("row_limit"), width, theory::row_total_variation_limit(rank, width));
    out.add_exact(line("coordinate_exact"), width,
                  theory::total_variation(rank, 1 / std::sqrt(width)));
  }
}

}  // namespace loranoise::verify::figures
