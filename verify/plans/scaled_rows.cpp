#include "verify/plans/scaled_rows.hpp"

#include <algorithm>

#include "verify/plans/margins.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr int scaled_width = 16;

std::uint64_t scaled_trials(const scaled_row_experiment& e, double scale) {
  std::uint64_t trials = 0;
  for (const probe_coordinate& c : e.row->coordinates) {
    const square_plan law = plan_square(e.rank, c.rho);
    trials = std::max({trials, trials_for_mean(law.variance, probe_margin * scale),
                       trials_for_skewness(law.skewness, planned_skewness * scale)});
  }
  return trials;
}

// A row that is one entry.
probe_row single_entry(int width) {
  probe_row row;
  row.name = "a single entry";
  row.values = Eigen::RowVectorXd::Zero(width);
  row.values[0] = 1;
  row.coordinates = {{"strongest", 0, 1.0}, {"weakest", 1, 0.0}};
  return row;
}

}  // namespace

std::vector<scaled_row_experiment> scaled_row_experiments(const study& s) {
  std::vector<scaled_row_experiment> all;
  const auto add = [&](const probe_row& row, norm_control how, double threshold, int rank) {
    scaled_row_experiment e{row, how, threshold, rank, 0};
    e.trials = scaled_trials(e, s.budget.margin_scale);
    all.push_back(e);
  };
  for (const int rank : s.budget.scaled_row_ranks) {
    if (rank > scaled_width) continue;
    add(flat_row(scaled_width), norm_control::scaled, 1, rank);
    add(cosine_row(scaled_width, 0.7), norm_control::scaled, 1, rank);
    add(single_entry(scaled_width), norm_control::scaled, 1, rank);
    const probe_row row = flat_row(scaled_width);
    add(row, norm_control::clipped, 2 * row.values.norm(), rank);
  }
  return all;
}

}  // namespace loranoise::verify::claims
