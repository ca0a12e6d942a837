#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "theory/privacy/row_release.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/releases.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

// False alarms: 1e-6 an interval, three epsilons and the floor in each of three cells.
TEST_CASE("likelihood ratios over draws cover the exact profile, literally and in law") {
  for (const auto& [width, rank, cosine] : {std::tuple{2, 1, 0.5}, {64, 4, 0.9}, {300, 2, -0.2}}) {
    const row_pair pair = flat_pair(width, cosine, 1.25);
    for (const bool reversed : {false, true}) {
      const release_experiment e{pair, reversed, rank, {0, 1, 4}, 20000};
      const release_result r = run(e, {3, 2, {}});
      const theory::row_release release = claims::release_of(e);
      for (std::size_t i = 0; i < e.epsilons.size(); ++i) {
        CAPTURE(width, rank, cosine, reversed, e.epsilons[i]);
        CHECK(estimate::from_blocks(r.delta[i])
                  .interval_at(1e-6)
                  .contains(theory::privacy_profile(release, e.epsilons[i])));
      }
      CHECK(estimate::from_binomial(r.infinite, r.trials)
                .interval_at(1e-6)
                .contains(theory::privacy_floor(rank, cosine)));
    }
  }
}

TEST_CASE("a neighbour that points the other way cannot have given the row") {
  row_pair pair{"opposite", Eigen::RowVectorXd::Ones(4), -Eigen::RowVectorXd::Ones(4)};
  const release_result r = run(release_experiment{pair, false, 2, {0, 50}, 256}, {1, 1, {}});
  CHECK(r.infinite == r.trials);
  CHECK(std::all_of(r.delta[1].begin(), r.delta[1].end(), [](double x) { return x == 1; }));
}
