#include "verify/experiments/replaced_example.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "theory/privacy/batch_size.hpp"
#include "verify/statistics/estimate.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

TEST_CASE("a replaced example turns literal rows as theory says, draw by draw") {
  for (const double mean : {0.0, 2.0}) {
    const replaced_example_result r =
        run(replaced_example_experiment{16, mean, 8, 2000}, {4, 2, {}});
    CAPTURE(mean);
    CHECK(r.cosine_off < 1e-13);
    CHECK(r.ratio_off < 1e-13);
    CHECK(r.cosine_off > 0);  // two ways to compute it, not one
    const double typical = theory::typical_replacement(mean * mean, 8).cosine_below_one;
    CHECK(estimate::from_blocks(r.cosine_below_one).value() == Approx(typical).epsilon(0.2));
  }
}
