#include "verify/experiments/release.hpp"

#include "tests/catch.hpp"
#include "theory/privacy/row_release.hpp"
#include "verify/statistics/estimate.hpp"
#include "verify/study/probes.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

// False alarms: 1e-6 an interval.
TEST_CASE("one release has the exact profile, also where e^epsilon is no number") {
  const row_pair rows = flat_pair(256, 0.25, 0.25);
  const release_experiment e{rows, false, 16, {24, 239, 805, 5000}, 100000};
  const release_result r = run(e, {3, 2, {}});
  const theory::row_release release{16, 256, 0.25, rows.row.norm() / rows.neighbour.norm()};
  for (std::size_t i = 0; i < e.epsilons.size(); ++i) {
    CAPTURE(e.epsilons[i]);
    const double exact = theory::privacy_profile(release, e.epsilons[i]);
    CHECK(estimate::from_blocks(r.delta[i]).interval_at(1e-6).contains(exact));
    // Above the floor by more than the interval is wide, so that a lost tail would be seen.
    if (e.epsilons[i] < 1000) CHECK(exact > theory::privacy_floor(16, 0.25) + 0.02);
  }
}
