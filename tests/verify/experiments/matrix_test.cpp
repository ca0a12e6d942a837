#include <numeric>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"
#include "verify/experiments/rank_count.hpp"
#include "verify/experiments/row_norm.hpp"
#include "verify/plans/symmetry.hpp"

using namespace loranoise::verify;

TEST_CASE("a release is symmetric against its own gradient and no other") {
  const study s = small_study();
  const symmetry_result r =
      run(symmetry_experiment{s.gradients.front(), nullptr, 4, 512}, {1, 2, {}});
  CHECK(r[symmetry_result::missed] == 0);
  CHECK(r[symmetry_result::confused] == 0);
  CHECK(r[symmetry_result::ordered] == r.trials);
  CHECK(r[symmetry_result::tied] == 0);
  CHECK(r[symmetry_result::gaussian] == 0);
  CHECK(r[symmetry_result::stretched] == r.trials);
  CHECK(r[symmetry_result::skew] == r.trials);
}

TEST_CASE("one row is symmetric against anything") {
  const study s = small_study();
  const symmetry_result r =
      run(symmetry_experiment{s.gradients.front(), nullptr, 4, 512, 1}, {1, 2, {}});
  CHECK(r[symmetry_result::tied] == r.trials);
  CHECK(r[symmetry_result::confused] == r.trials);
}

TEST_CASE("watched rows are the longest, in their order, without rows of zeros") {
  Eigen::MatrixXd g(4, 2);
  g << 1, 0, 0, 0, 3, 0, 2, 0;
  CHECK(watched_rows(g).col(0) == Eigen::Vector3d(1, 3, 2));
  CHECK(watched_rows(g, 2).col(0) == Eigen::Vector2d(3, 2));
}

TEST_CASE("as many failures as none are planned to confirm that there are none") {
  const auto trials = claims::trials_for_never(1);
  const double level = 1e-6 / 8192;
  CHECK(estimate::from_binomial(0, trials).interval_at(level).high <= claims::never_margin);
  CHECK(estimate::from_binomial(0, trials / 2).interval_at(level).high > claims::never_margin);
}

TEST_CASE("numerical rank counts dimensions, not sizes") {
  Eigen::MatrixXd y(3, 4);
  y << 1, 2, 3, 4, 2, 4, 6, 8, 1e-7, 0, 0, 0;
  CHECK(numerical_rank(y) == 2);
  y.row(2).setZero();
  CHECK(numerical_rank(y) == 1);
  CHECK(numerical_rank(Eigen::MatrixXd::Zero(2, 3)) == 0);
}

TEST_CASE("every family of sketches keeps the rank") {
  const study s = small_study();
  for (const sketch_family family : all_sketches()) {
    const rank_result r = run(rank_experiment{s.gradients.front(), family, 3, 128}, {2, 2, {}});
    CAPTURE(name(family));
    CHECK(std::accumulate(r.of_rank.begin(), r.of_rank.end(), std::uint64_t{0}) == r.trials);
    CHECK(r.above(3) == 0);
    CHECK(r.above(2) > 0);
  }
}

TEST_CASE("counts of squared norms add up on both sides of a line") {
  const probe_row row = flat_row(16);
  const norm_result r = run(norm_experiment{row, 4, 4096}, {2, 2, {}});
  CHECK(r.at_least(0) == r.trials);
  CHECK(r.below(0.5) + r.at_least(0.5) == r.trials);
  const interval mass = estimate::from_binomial(r.at_least(1), r.trials).interval_at(1e-6);
  CHECK(mass.contains(0.40600585));  // P(chi^2_4 >= 4) = 3 exp(-2)
}
