#include "verify/plans/columns.hpp"

#include <algorithm>
#include <cmath>

#include "theory/distance/distance.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double relative_margin = 0.02;       // of the exact TV, times the profile's scale
constexpr double fine_relative_margin = 0.01;  // on the fine grid

// At high rank and cosine a trial's spread is far above TV itself.
std::uint64_t most_trials(grid g) {
  switch (g) {
    case grid::coarse:
      return 400'000;
    case grid::medium:
      return 2'000'000;
    case grid::fine:
      break;
  }
  return 12'000'000;
}

// A coordinate that is all of its row has a law (+-chi-squared), but none given its column: the
// column determines it.
bool has_free_part(const probe_coordinate& p) {
  constexpr double nearly_one = 1 - 1e-9;
  return std::abs(p.rho) < nearly_one;
}

double wanted_margin(const study& s, int rank, double rho) {
  const bool fine = s.budget.grid == grid::fine;
  return (fine ? fine_relative_margin : relative_margin) * s.budget.margin_scale *
         theory::total_variation(rank, rho);
}

}  // namespace

double cosine(const column_experiment& e) {
  return e.row->coordinates[e.coordinate].rho;
}

column_experiment column_at(const study& s, const probe_row& row, std::size_t coordinate,
                            int rank) {
  const double rho = row.coordinates[coordinate].rho;
  const std::uint64_t wanted =
      trials_for_mean(plan_column(rank, rho).event, wanted_margin(s, rank, rho));
  return {&row, coordinate, rank, std::min(wanted, most_trials(s.budget.grid))};
}

std::vector<column_experiment> column_experiments(const study& s) {
  std::vector<column_experiment> all;
  for (const probe_row& row : s.probes) {
    for (const std::size_t c : distinct_coordinates(row)) {
      if (!has_free_part(row.coordinates[c])) continue;
      for (const int rank : s.column_ranks) {
        if (rank > row.values.size()) continue;
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
