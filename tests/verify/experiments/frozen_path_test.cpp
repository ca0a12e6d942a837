#include "verify/experiments/frozen_path.hpp"

#include <numeric>

#include "tests/catch.hpp"
#include "theory/dynamics/frozen.hpp"
#include "verify/statistics/estimate.hpp"

using namespace loranoise::verify;
namespace theory = loranoise::theory;

namespace {

bool cover_each_other(const std::vector<double>& a, const std::vector<double>& b) {
  const interval x = estimate::from_blocks(a).interval_at(1e-6);
  const interval y = estimate::from_blocks(b).interval_at(1e-6);
  return x.low <= y.high && y.low <= x.high;
}

}  // namespace

// False alarms: 1e-6 an interval, two for each mean.
TEST_CASE("paths under one A are alike by the literal product and by the bidiagonal sampler") {
  const frozen_path_experiment in_law{3, 10, 0.1, {1, 4}, false, 20000};
  frozen_path_experiment literal = in_law;
  literal.literal = true;
  const frozen_path_result a = run(in_law, {5, 2, {}});
  const frozen_path_result b = run(literal, {5, 2, {}});
  for (std::size_t look = 0; look < 2; ++look) {
    CHECK(cover_each_other(a.inner[look], b.inner[look]));
    CHECK(cover_each_other(a.squared[look], b.squared[look]));
    CHECK(a.below[look] == 0);
    CHECK(b.below[look] == 0);
  }
  CHECK(cover_each_other(a.kept, b.kept));
  for (const frozen_path_result* r : {&a, &b}) {
    CHECK(std::accumulate(r->kept_counts.begin(), r->kept_counts.end(), std::uint64_t{0}) ==
          r->trials);
    CHECK(estimate::from_blocks(r->kept).interval_at(1e-6).contains(theory::frozen_floor(3, 10)));
  }
}

TEST_CASE("a step that is far too long leaves nearly no draw near what it keeps") {
  const frozen_path_result r =
      run(frozen_path_experiment{3, 10, 1.0, {8}, false, 2000}, {1, 2, {}});
  CHECK(r.doubled[0] > r.trials / 2);
}
