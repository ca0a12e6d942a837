// Claim J5: the update has at most rank r.
#include <algorithm>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/experiments/rank_count.hpp"
#include "verify/plans/symmetry.hpp"

namespace loranoise::verify::claims {
namespace j5 {
namespace {

// One sketch of a wide gradient costs as much as all of a narrow one. The bound says something
// where the rank is below rows and columns. All families on the first such gradient, the Gaussian
// on all.
std::vector<rank_experiment> rank_bound_experiments(const study& s) {
  const std::uint64_t trials = trials_for_never(s.budget.margin_scale);
  std::vector<rank_experiment> all;
  std::string first;  // by name
  for (const auto& g : s.gradients) {
    if (is_wide(g->values.cols())) continue;
    const Eigen::Index most = std::min(watched_rows(g->values).rows(), g->values.cols());
    for (const int rank : s.budget.row_ranks) {
      if (rank >= most) continue;
      if (first.empty()) first = g->name;
      for (const sketch_family family : all_sketches()) {
        if (family == sketch_family::gaussian || g->name == first) {
          all.push_back({g, family, rank, trials});
        }
      }
    }
  }
  return all;
}

std::vector<check> rank_bound_checks(const rank_experiment& e, const rank_result& r, double scale) {
  const location place = where(e).with_trials(r.trials);
  const auto share = [&](std::uint64_t draws) { return estimate::from_binomial(draws, r.trials); };
  const double never = never_margin * std::min(2.0, scale);
  comparison c = at_most(place, "rank(Y) <= r: never above", share(r.above(e.rank)), never);
  c.falsified_by("rank(Y) = min(n, m), as with Gaussian noise: never below",
                 share(r.trials - r.of_rank.back()));
  // A gradient of low rank keeps below the sketch's: there the smaller bound is true.
  if (numerical_rank(watched_rows(e.gradient->values)) >= e.rank) {
    c.falsified_by("rank(Y) <= r - 1", share(r.above(e.rank - 1)));
  }
  return c;
}

std::vector<cell> rank_bound_cells(const study& s) {
  return cell_each(rank_bound_experiments(s),
                   [scale = s.budget.margin_scale](const rank_experiment& e, const rank_result& r) {
                     return rank_bound_checks(e, r, scale);
                   });
}

}  // namespace
}  // namespace j5

claim j5_rank_bound() {
  using namespace j5;
  return {.id = "J5",
          .title = "the update has at most rank r",
          .statement =
              "Whatever the gradient and whatever the sketch A of r rows, the update G A'A has no "
              "more than r dimensions.",
          .formula = "rank(G A'A) <= r",
          .section = "5.3",
          .answers = "v1 to v7",
          .cells = rank_bound_cells,
          .needs = "a gradient with more rows and columns than an adapter's rank"};
}

}  // namespace loranoise::verify::claims
