// Claim P2: no eps brings delta below a floor.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p2 {
namespace {

// Where delta is this many margins above its floor, the measured delta has to be above it as well.
constexpr double clearly_above = 1.5;

std::vector<check> privacy_floor_checks(const release_experiment& e, const release_result& r,
                                        double scale) {
  const theory::row_release release = release_of(e);
  const double floor = theory::privacy_floor(release.rank, release.cosine);
  std::vector<check> all =
      equal(where(e).part("floor"), "P(L = inf) = I_{(1-rho)/2}(r/2, r/2)",
            estimate::from_binomial(r.infinite, r.trials), floor)
          .within(margin_of_delta(floor, scale))
          .falsified_by("the floor at rank r + 1",
                        theory::privacy_floor(release.rank + 1, release.cosine))
          .falsified_by("the floor at cosine -rho",
                        theory::privacy_floor(release.rank, -release.cosine))
          .falsified_by("arccos(rho)/pi, the floor of rank 1, at any rank",
                        std::acos(release.cosine) / std::numbers::pi)
          .falsified_by("0: enough eps makes delta vanish", 0);
  for (std::size_t i = e.epsilons.size() - 1; i-- > 0;) {
    const double delta = theory::privacy_profile(release, e.epsilons[i]);
    const double least = floor + clearly_above * margin_of_delta(delta, scale);
    if (delta > largest_delta || delta < least) continue;
    std::vector<double> kept = r.delta[i];
    for (double& x : kept) x = (1 - x) / (1 - floor);
    append(all, at_most(where(e).part("eps " + std::to_string(static_cast<int>(e.epsilons[i]))),
                        "(1 - delta(eps))/(1 - floor) <= 1", estimate::from_blocks(kept), 1));
    break;
  }
  return all;
}

std::vector<cell> privacy_floor_cells(const study& s) {
  return cells_at_scale(s, release_experiments(s), where, privacy_floor_checks);
}

}  // namespace
}  // namespace p2

claim p2_privacy_floor() {
  using namespace p2;
  return {.id = "P2",
          .title = "no eps brings delta below a floor",
          .statement =
              "However large eps is, delta(eps) stays at or above the probability that the "
              "released row points away from the neighbour u', which then cannot have given it; "
              "that probability is known.",
          .formula = "delta(eps) >= P(R <= 0) = I_{(1-rho)/2}(r/2, r/2)",
          .section = "6.3",
          .answers = "v1 to v9, 2601.21719",
          .cells = privacy_floor_cells};
}

}  // namespace loranoise::verify::claims
