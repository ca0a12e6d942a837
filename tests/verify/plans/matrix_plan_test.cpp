#include "verify/plans/matrix_plan.hpp"

#include <cmath>
#include <random>

#include "simulate/gradients/gradient.hpp"
#include "tests/catch.hpp"
#include "verify/experiments/matrix.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/estimate.hpp"
#include "verify/statistics/power.hpp"

using namespace loranoise::verify;
using loranoise::simulate::synthetic_gradients;

namespace {

// Variance a trial, from the spread of block means: of 128 blocks, so its own relative deviation is
// an eighth. A factor of two is 8 deviations above and, as chi-squared falls faster on its left,
// more than that below: the false-alarm rate of a test with these bounds is under 1e-6.
double variance_a_trial(const estimate& e, std::uint64_t trials) {
  return e.standard_error() * e.standard_error() * static_cast<double>(trials);
}
constexpr double above = 2;
constexpr double below = 0.5;

}  // namespace

TEST_CASE("the square of a coordinate has the moments of its law") {
  using claims::plan_square;
  // Rank 1, cosine 1: (x^2 - 1)^2, whose moments follow from those of chi-squared by hand.
  CHECK(plan_square(1, 1).variance == Approx(14));
  CHECK(plan_square(1, 1).skewness == Approx(5696 / std::pow(56, 1.5)));
  // Rank 1, cosine 0: x^2 y^2 with moments 1, 9, 225.
  CHECK(plan_square(1, 0).variance == Approx(8));
  CHECK(plan_square(1, 0).skewness == Approx(200 / std::pow(8, 1.5)));
  CHECK(plan_square(1, -0.7).skewness == Approx(plan_square(1, 0.7).skewness));
  // Towards a normal coordinate: chi-squared of one degree.
  CHECK(plan_square(1e6, 0.4).variance == Approx(2).epsilon(1e-4));
  CHECK(plan_square(1e6, 0.4).skewness == Approx(std::sqrt(8)).epsilon(1e-4));
}

TEST_CASE("trials are planned for the most extreme of many, and for skewness") {
  CHECK(trials_for_worst_mean(2, 0.1, 1) == trials_for_mean(2, 0.1));
  CHECK(trials_for_worst_mean(2, 0.1, 2048) > 1.4 * static_cast<double>(trials_for_mean(2, 0.1)));
  CHECK(trials_for_skewness(10, 0.02) == 250000);
  CHECK(trials_for_skewness(0) == 1);
}

TEST_CASE("one row spreads as planned, at the ranks with the heaviest tails") {
  const int rank = GENERATE(1, 2, 8);
  const loranoise::simulate::gradient row{"row", synthetic_gradients(1, 64, 3).front().values};
  const claims::matrix_plan plan(row.values);
  const matrix_experiment e{row, rank, 128 * 512};
  const matrix_result r = run(e, {31, 2, {}});
  const double scale = 65 * row.values.squaredNorm() / rank;
  std::vector<double> energy = r.energy;
  for (double& x : energy) x /= scale;
  CAPTURE(rank);
  const double controlled =
      variance_a_trial(estimate::from_blocks_with_control(energy, r.along, 0), r.trials);
  CHECK(controlled < above * plan.energy_variance(rank));
  CHECK(controlled > below * plan.energy_variance(rank));
  const double along = variance_a_trial(estimate::from_blocks(r.along), r.trials);
  CHECK(along < above * plan.mean_variance(rank));
  CHECK(along > below * plan.mean_variance(rank));
  CHECK(variance_a_trial(estimate::from_blocks(energy), r.trials) > 2 * controlled);
}

TEST_CASE("no shape of gradient spreads more than planned") {
  const int rank = GENERATE(1, 8);
  const double scale = 1;
  for (const auto& shape : synthetic_gradients(8, 64, 5)) {
    const loranoise::simulate::gradient g{shape.name, shape.values};
    const claims::matrix_plan plan(g.values);
    const matrix_experiment e{g, rank, 128 * 256};
    const matrix_result r = run(e, {32, 2, {}});
    std::vector<double> energy = r.energy;
    for (double& x : energy) x /= 65 * g.values.squaredNorm() / rank;
    CAPTURE(rank, g.name);
    const auto controlled = estimate::from_blocks_with_control(energy, r.along, 0);
    CHECK(variance_a_trial(controlled, r.trials) < above * plan.energy_variance(rank));
    CHECK(variance_a_trial(estimate::from_blocks(r.along), r.trials) <
          above * plan.mean_variance(rank));
    // resolves_* say that a variance is below what the trials bear: ask for the trials it needs.
    const auto norm = estimate::from_blocks_with_control(r.norm_part, r.along_rows, 0);
    const auto norm_trials =
        trials_for_mean(variance_a_trial(norm, r.trials) / above, claims::energy_margin);
    CHECK_FALSE(plan.resolves_norm_part(rank, scale, norm_trials - 1));
    const auto square_trials =
        trials_for_mean(variance_a_trial(estimate::from_blocks(r.square_part), r.trials) / above,
                        claims::square_margin);
    CHECK_FALSE(plan.resolves_square_part(rank, scale, square_trials - 1));
    CHECK(plan.resolves_square_part(rank, scale, 1000 * square_trials));
  }
}

TEST_CASE("a flat gradient cannot tell the two parts apart, and is not asked to") {
  const claims::matrix_plan plan(Eigen::MatrixXd::Ones(3, 16));
  CHECK_FALSE(plan.resolves_norm_part(4, 1, std::uint64_t{1} << 60));
  CHECK_FALSE(plan.resolves_square_part(4, 1, std::uint64_t{1} << 60));
  CHECK(plan.trials(4, 1) > 0);
  CHECK_THROWS_AS(claims::matrix_plan(Eigen::MatrixXd::Zero(3, 16)), std::invalid_argument);
}

TEST_CASE("rows of any size keep their moments in single precision") {
  Eigen::MatrixXd g = synthetic_gradients(2, 32, 9).front().values;
  g.row(1) = 1e-30 * g.row(0);
  const loranoise::simulate::gradient rows{"rows", g};
  const matrix_result r = run(matrix_experiment{rows, 4, 1024}, {3, 1, {}});
  // Both rows see the same sketches, so that moments differ by the factor alone, up to rounding.
  CHECK(((r.mean.row(1) * 1e30 - r.mean.row(0)).abs() < 1e-4 * g.row(0).norm()).all());
  CHECK(((r.square.row(1) * 1e60 / r.square.row(0) - 1).abs() < 1e-4).all());
}
