#include "verify/statistics/estimate.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using loranoise::verify::estimate;
using loranoise::verify::interval;
using loranoise::verify::log_log_slope;

TEST_CASE("block means give Student's t interval") {
  // Mean 2, standard deviation sqrt(5/3), four blocks; t_3 at 97.5 % is 3.182446305 (tables).
  const std::vector<double> blocks{0.5, 1.5, 2.5, 3.5};
  const estimate e = estimate::from_blocks(blocks);
  const interval range = e.interval_at(0.05);
  CHECK(e.value() == Approx(2.0));
  CHECK(e.standard_error() == Approx(std::sqrt(5.0 / 3 / 4)));
  CHECK(range.high - 2 == Approx(3.182446305 * std::sqrt(5.0 / 12)).epsilon(1e-8));
  CHECK(2 - range.low == Approx(range.high - 2));
  CHECK_THROWS_AS(estimate::from_blocks(std::vector<double>{1.0}), std::invalid_argument);
}

TEST_CASE("Clopper-Pearson intervals are exact at the ends") {
  // No success in n: the upper end solves (1 - p)^n = alpha/2.
  const interval none = estimate::from_binomial(0, 20).interval_at(0.05);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(1 - std::pow(0.025, 1.0 / 20)));
  const interval all = estimate::from_binomial(20, 20).interval_at(0.05);
  CHECK(all.high == 1);
  CHECK(all.low == Approx(std::pow(0.025, 1.0 / 20)));
  CHECK_THROWS_AS(estimate::from_binomial(3, 2), std::invalid_argument);
}

TEST_CASE("the supremum band is Dvoretzky-Kiefer-Wolfowitz with Massart's constant") {
  const interval range = estimate::from_supremum(0.01, 10000).interval_at(1e-6);
  CHECK(range.high - 0.01 == Approx(std::sqrt(std::log(2e6) / 20000)));
  CHECK(range.low == 0);
}

TEST_CASE("a control that is constant but for rounding is left out") {
  const std::vector<double> values{1, 3, 2, 4, 6, 5};
  std::vector<double> controls(values.size(), 1 - 1e-9);
  controls[2] += 1e-13;
  const estimate plain = estimate::from_blocks(values);
  CHECK(estimate::from_blocks_with_control(values, controls, 1).value() == plain.value());
  controls[2] += 1e-3;
  CHECK(estimate::from_blocks_with_control(values, controls, 1).value() != plain.value());
}

TEST_CASE("a control variate removes what it explains") {
  std::mt19937_64 words(7);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  std::vector<double> controls;
  for (int i = 0; i < 128; ++i) {
    controls.push_back(1 + 0.1 * normal(words));
    values.push_back(3 + 2 * (controls.back() - 1) + 0.001 * normal(words));
  }
  const estimate plain = estimate::from_blocks(values);
  const estimate controlled = estimate::from_blocks_with_control(values, controls, 1);
  CHECK(controlled.standard_error() < plain.standard_error() / 100);
  CHECK(controlled.interval_at(1e-6).contains(3));
}

TEST_CASE("t intervals of block means cover at the stated rate when tails are heaviest") {
  // Squares of the product of two normals: the noise variance at rank 1, cosine 0, kurtosis 9. 400
  // intervals at 95 % over 64 blocks of 256; fewer than 360 hits has probability below 1e-4 at
  // exact coverage.
  std::mt19937_64 words(11);
  std::normal_distribution<double> normal;
  int hits = 0;
  for (int repeat = 0; repeat < 400; ++repeat) {
    std::vector<double> blocks(64, 0.0);
    for (double& block : blocks) {
      for (int i = 0; i < 256; ++i) block += std::pow(normal(words) * normal(words), 2) / 256;
    }
    hits += estimate::from_blocks(blocks).interval_at(0.05).contains(1) ? 1 : 0;
  }
  CHECK(hits >= 360);
}

TEST_CASE("the most extreme of many is judged at the level divided by their number") {
  const std::vector<double> blocks{0.5, 1.5, 2.5, 3.5};
  const estimate one = estimate::from_blocks(blocks);
  CHECK(one.picked_from(10).interval_at(0.05).high == Approx(one.interval_at(0.005).high));
  CHECK(one.shifted(-1).interval_at(0.05).low == Approx(one.interval_at(0.05).low - 1));
}

TEST_CASE("a difference has both errors, and the fewer degrees of freedom") {
  const estimate d = difference(estimate::from_standard_error(5, 0.3, 12),
                                estimate::from_standard_error(3, 0.4, 7));
  CHECK(d.value() == Approx(2));
  CHECK(d.standard_error() == Approx(0.5));
  CHECK(d.degrees() == 7);
}

TEST_CASE("log-log slopes recover exponents") {
  const std::vector<double> x{1, 2, 4, 8};
  const std::vector<double> exact{5, 2.5, 1.25, 0.625};
  CHECK(log_log_slope(x, exact) == Approx(-1));
  std::vector<estimate> measured;
  for (const double y : exact) measured.push_back(estimate::from_standard_error(y, y / 100, 50));
  const estimate slope = log_log_slope(x, measured);
  CHECK(slope.value() == Approx(-1));
  // Weights of the slope are (log x_i - mean)/sum of squares: error 0.01/sqrt(5 log(2)^2).
  CHECK(slope.standard_error() == Approx(0.01 / std::sqrt(5.0) / std::log(2.0)));
}

TEST_CASE("the tail of Anderson and Darling's statistic is Zolotarev's") {
  // Marsaglia & Marsaglia, Evaluating the Anderson-Darling distribution, J. Stat. Softw. 9 (2004):
  // P(A^2 <= 2.492367) = 0.95, P(A^2 <= 3.857818) = 0.99, P(A^2 <= 5.95) = 0.999 nearly.
  const auto reach = [](double alpha) {
    const double half = estimate::from_anderson_darling(0, 1).interval_at(alpha).high;
    return half * half;
  };
  // The leading term lies a little above: the interval is on the safe side, at every level.
  for (const auto& [alpha, exact] : {std::pair{0.05, 2.492367}, std::pair{0.01, 3.857818}}) {
    CHECK(reach(alpha) >= exact);
    CHECK(reach(alpha) <= 1.02 * exact);
  }
  CHECK(estimate::from_anderson_darling(0.5, 100).interval_at(0.05).low ==
        Approx(0.5 - std::sqrt(reach(0.05)) / 10));
}
