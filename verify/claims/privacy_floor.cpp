#include <algorithm>
#include <cmath>
#include <numbers>

#include "cells.hpp"
#include "claims.hpp"
#include "row_privacy.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double visible = 1.5;  // in margins: what the planned trials catch

std::vector<check> evaluate(const release_experiment& e, const release_result& r, double scale) {
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
    if (std::abs(prediction - floor) < visible * c.margin) return;
    all.push_back(falsify(c, formula, prediction));
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

std::vector<cell> cells(const study& s) {
  return cell_each(
      release_experiments(s), place_of,
      [scale = s.budget.margin_scale](const release_experiment& e, const release_result& r) {
        return evaluate(e, r, scale);
      });
}

}  // namespace

claim privacy_floor() {
  return {"P2",
          "the floor of delta",
          "No eps brings delta below the probability that the released row points away from its "
          "neighbour, which then cannot have given it.",
          "delta(eps) >= P(R <= 0) = I_{(1-rho)/2}(r/2, r/2)",
          "6.3",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
