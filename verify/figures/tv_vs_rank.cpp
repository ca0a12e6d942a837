// Distance of one coordinate's noise to the Gaussian against the rank: the coordinate closest to
// cosine 0, measured, exact, and what the bounds allow.
#include <algorithm>
#include <cmath>
#include <set>

#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::figures {
namespace {

// Whole ranks, close enough for a smooth curve on logarithmic axes.
std::set<int> ranks_of_curve(int last) {
  constexpr double points_per_octave = 8;
  std::set<int> ranks;
  for (int point = 0;; ++point) {
    const int rank = static_cast<int>(std::lround(std::exp2(point / points_per_octave)));
    if (rank >= last) break;
    ranks.insert(rank);
  }
  for (int rank = 1; rank < last; rank *= 2) ranks.insert(rank);
  ranks.insert(last);
  return ranks;
}

}  // namespace

void tv_vs_rank(const study& s, const laboratory& lab, figure_points& out) {
  constexpr int least_last_rank = 256;
  const auto experiments = claims::column_experiments(s);
  if (experiments.empty() || !lab.has(experiments.front())) return;
  const auto weakest =
      std::min_element(experiments.begin(), experiments.end(),
                       [](const column_experiment& a, const column_experiment& b) {
                         return std::abs(claims::cosine(a)) < std::abs(claims::cosine(b));
                       });
  const double rho = claims::cosine(*weakest);
  std::set<int> measured;
  for (const column_experiment& e : experiments) {
    if (e.row->name != weakest->row->name || e.coordinate != weakest->coordinate) continue;
    out.add_measured({.kind = "measured", .rho = rho}, e.rank,
                     claims::excess_estimate(lab.result(e)));
    measured.insert(e.rank);
  }
  std::set<int> ranks = ranks_of_curve(std::max(least_last_rank, *measured.rbegin()));
  ranks.merge(measured);
  for (const int rank : ranks) {
    out.add_exact({.kind = "exact", .rho = rho}, rank, theory::total_variation(rank, rho));
    out.add_exact({.kind = "fourth_moment_bound", .rho = rho}, rank,
                  theory::fourth_moment_tv(rank, rho));
    out.add_exact({.kind = "two_term_bound", .rho = rho}, rank, theory::two_term_tv(rank, rho));
  }
}

}  // namespace loranoise::verify::figures
