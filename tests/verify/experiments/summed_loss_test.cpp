#include "verify/experiments/summed_loss.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "theory/privacy/composition.hpp"
#include "verify/statistics/estimate.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

// False alarms: 1e-6 an interval.
TEST_CASE("losses of releases, literal or in law, sum up to the exact profile") {
  for (const bool literal : {false, true}) {
    for (const int releases : {1, 3}) {
      const summed_loss_experiment e{3, 8, 0.9, 1.2, releases, literal, {0, 1}, {20}, 20000};
      const summed_loss_result r = run(e, {3, 2, {}});
      CAPTURE(literal, releases);
      for (std::size_t i = 0; i < e.epsilons.size(); ++i) {
        const double exact = releases == 1 ? theory::privacy_profile(e.release(), e.epsilons[i])
                                           : theory::composed_release(e.release(), releases)
                                                 .privacy_profile(e.epsilons[i])
                                                 .value;
        CHECK(estimate::from_blocks(r.delta[i]).interval_at(1e-6).contains(exact));
        CHECK(r.above[i] >= r.infinite);
      }
      const double floor = 1 - std::pow(1 - theory::privacy_floor(3, 0.9), releases);
      CHECK(estimate::from_binomial(r.infinite, r.trials).interval_at(1e-6).contains(floor));
    }
  }
}

TEST_CASE("the tail of one loss leaves out what is infinite") {
  const summed_loss_experiment e{2, 8, 0.3, 1, 1, false, {}, {20, 40}, 40000};
  const summed_loss_result r = run(e, {3, 2, {}});
  for (std::size_t i = 0; i < e.levels.size(); ++i) {
    const double exact = 1 - theory::likelihood_ratio_errors(e.release(), e.levels[i]).type_two -
                         theory::privacy_floor(2, 0.3);
    CHECK(estimate::from_blocks(r.tail[i]).interval_at(1e-6).contains(exact));
  }
}
