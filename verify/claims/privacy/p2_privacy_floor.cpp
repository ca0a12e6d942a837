// Claim P2: no eps brings delta below a floor.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/privacy/release_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {
namespace p2 {
namespace {

std::vector<check> privacy_floor_checks(const release_experiment& e, const release_result& r,
                                        double scale) {
  const theory::row_release release = release_of(e);
  const double floor = theory::privacy_floor(release.rank, release.cosine);
  check c = check_at(e);
  c.cell += ", floor";
  c.formula = "P(L = inf) = I_{(1-rho)/2}(r/2, r/2)";
  c.measured = estimate::from_binomial(r.infinite, r.trials);
  c.prediction = floor;
  c.margin = margin_of_delta(floor, scale);
  std::vector<check> all{c};
  const auto wrong = [&](const char* formula, double prediction) {
    falsify_where_visible(all, c, formula, prediction);
  };
  wrong("the floor at rank r + 1", theory::privacy_floor(release.rank + 1, release.cosine));
  wrong("the floor at cosine -rho", theory::privacy_floor(release.rank, -release.cosine));
  wrong("arccos(rho)/pi, the floor of rank 1, at any rank",
        std::acos(release.cosine) / std::numbers::pi);
  wrong("0: enough eps makes delta vanish", 0);

  // Where delta is clearly above its floor, the measured delta has to be as well.
  for (std::size_t i = e.epsilons.size() - 1; i-- > 0;) {
    const double delta = theory::privacy_profile(release, e.epsilons[i]);
    if (delta > largest_delta || delta < floor + visible * margin_of_delta(delta, scale)) continue;
    std::vector<double> kept = r.delta[i];
    for (double& x : kept) x = (1 - x) / (1 - floor);
    check above = check_at(e);
    above.cell += ", eps " + std::to_string(static_cast<int>(e.epsilons[i]));
    above.formula = "(1 - delta(eps))/(1 - floor) <= 1";
    above.measured = estimate::from_blocks(kept);
    above.prediction = 1;
    above.rel = relation::at_most;
    all.push_back(above);
    break;
  }
  return all;
}

std::vector<cell> privacy_floor_cells(const study& s) {
  return release_cells(s, release_experiments(s), privacy_floor_checks);
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
          .cells = privacy_floor_cells};
}

}  // namespace loranoise::verify::claims
