#include "verify/plans/columns.hpp"

#include <algorithm>
#include <cmath>

#include "theory/distance/distance.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

// A coordinate that is all of its row has a law (+-chi-squared), but none given its column: the
// column determines it.
bool has_free_part(const probe_coordinate& p) {
  constexpr double nearly_one = 1 - 1e-9;
  return std::abs(p.rho) < nearly_one;
}

double wanted_margin(const study& s, int rank, double rho) {
  return s.budget.tv_margin * s.budget.margin_scale * theory::total_variation(rank, rho);
}

}  // namespace

double cosine(const column_experiment& e) {
  return e.row->coordinates[e.coordinate].rho;
}

column_experiment column_at(const study& s, const shared<probe_row>& row, std::size_t coordinate,
                            int rank) {
  const double rho = row->coordinates[coordinate].rho;
  const std::uint64_t wanted =
      trials_for_mean(plan_column(rank, rho).event, wanted_margin(s, rank, rho));
  return {row, coordinate, rank, std::min(wanted, s.budget.most_column_trials)};
}

std::vector<column_experiment> column_experiments(const study& s) {
  std::vector<column_experiment> all;
  for (const auto& row : s.probes) {
    for (const std::size_t c : distinct_coordinates(*row)) {
      if (!has_free_part(row->coordinates[c])) continue;
      for (const int rank : s.budget.column_ranks) {
        if (rank > row->values.size()) continue;
        all.push_back(column_at(s, row, c, rank));
      }
    }
  }
  return all;
}

double tv_margin(const study& s, const column_experiment& e) {
  const double rho = cosine(e);
  return std::max(wanted_margin(s, e.rank, rho),
                  margin_for_mean(plan_column(e.rank, rho).event, e.trials));
}

}  // namespace loranoise::verify::claims
