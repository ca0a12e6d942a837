#include "verify/experiments/descent.hpp"

#include "tests/catch.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "verify/plans/descents.hpp"

using namespace loranoise::verify;
using loranoise::simulate::descent_noise;
namespace theory = loranoise::theory;

namespace {

bool covers(const std::vector<double>& blocks, double x) {
  return estimate::from_blocks(blocks).interval_at(1e-6).contains(x);
}

}  // namespace

// False alarms: 1e-6 an interval.
TEST_CASE("a descent's looks are at their numbers of steps, and start from a row of length 1") {
  const named_loss loss = claims::isotropic_loss(12, 0.2);
  CHECK(loss.loss.start.norm() == Approx(1).epsilon(1e-15));
  const descent_experiment e{loss, descent_noise::redrawn, 4, {1, 3}, 0, 20000};
  const descent_result r = run(e, {3, 2, {}});
  REQUIRE(r.inner.size() == 2);
  for (std::size_t look = 0; look < 2; ++look) {
    const int steps = e.looks[look];
    CHECK(covers(r.inner[look], theory::independent_steps_mean(0.2, steps)));
    CHECK(covers(r.squared[look], theory::redrawn_second(4, 12, 0.2, steps)));
    CHECK_FALSE(covers(r.squared[look], theory::redrawn_second(4, 12, 0.2, steps + 1)));
  }
  CHECK(covers(r.log_squared, theory::redrawn_log_factor(4, 12, 0.2)));
  // E<e_1, e_3> = (1 - a)^2 E|e_1|^2.
  CHECK(covers(r.lagged, 0.64 * theory::redrawn_second(4, 12, 0.2, 1)));
  CHECK(r.products.empty());
}

TEST_CASE("all second moments of a narrow descent are kept, and their trace is |e_T|^2") {
  const descent_experiment e{claims::full_loss(), descent_noise::matched, 3, {1, 2}, 0, 1024};
  const descent_result r = run(e, {3, 1, {}});
  REQUIRE(r.products.size() == 10);
  for (std::size_t b = 0; b < r.squared[1].size(); ++b) {
    const double trace = r.products[0][b] + r.products[2][b] + r.products[5][b] + r.products[9][b];
    CHECK(trace == Approx(r.squared[1][b]).epsilon(1e-12));
  }
}

TEST_CASE("a descent does not depend on the number of threads") {
  const descent_experiment e{claims::full_loss(), descent_noise::frozen, 3, {1, 2}, 0, 2000};
  const descent_result one = run(e, {7, 1, {}});
  const descent_result three = run(e, {7, 3, {}});
  CHECK(one.inner == three.inner);
  CHECK(one.fourth == three.fourth);
  CHECK(one.products == three.products);
}
