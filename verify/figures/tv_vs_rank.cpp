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
#include "verify/figures/rank_curve.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::figures {
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
  const figure_line place{.gradient = weakest->row->name, .rho = rho};
  std::set<int> measured;
  for (const column_experiment& e : experiments) {
    if (e.row->name != weakest->row->name || e.coordinate != weakest->coordinate) continue;
    out.add_measured(place.of_kind("measured"), e.rank, claims::excess_estimate(lab.result(e)));
    measured.insert(e.rank);
  }
  std::set<int> ranks = ranks_of_curve(std::max(least_last_rank, *measured.rbegin()));
  ranks.merge(measured);
  for (const int rank : ranks) {
    out.add_exact(place.of_kind("exact"), rank, theory::total_variation(rank, rho));
    out.add_exact(place.of_kind("fourth_moment_bound"), rank, theory::fourth_moment_tv(rank, rho));
    out.add_exact(place.of_kind("two_term_bound"), rank, theory::two_term_tv(rank, rho));
  }
}

}  // namespace loranoise::verify::figures
