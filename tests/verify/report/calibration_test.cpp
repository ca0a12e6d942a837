#include "verify/report/calibration.hpp"

#include <random>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

// A claim with 50 equalities whose estimates are `bias` standard errors off, and one falsifier far
// away.
std::vector<claim_checks> made_up(double bias, std::uint64_t seed) {
  claim_checks c;
  c.what.id = "Z1";
  c.what.expected = verdict::confirmed;
  std::mt19937_64 words(seed);
  std::normal_distribution<double> normal;
  for (int i = 0; i < 50; ++i) {
    std::vector<double> blocks;
    for (int block = 0; block < 64; ++block) blocks.push_back(1 + normal(words) + bias / 8);
    check k;
    k.cell = "cell " + std::to_string(i);
    k.measured = estimate::from_blocks(blocks);
    k.prediction = 1;
    k.margin = 10;
    c.checks.push_back(k);
    k.kind = role::falsifier;
    k.formula = "far off";
    k.prediction = 5;
    c.checks.push_back(k);
  }
  return {c};
}

calibration calibrate_seeds(double bias, int seeds) {
  std::vector<calibration_run> runs;
  for (int i = 0; i < seeds; ++i) {
    runs.push_back(calibrate(made_up(bias, 100 + static_cast<std::uint64_t>(i)), 1));
  }
  return summarise(runs);
}

}  // namespace

TEST_CASE("honest intervals pass the calibration") {
  // 40 seeds of 50 checks: the rate one by one is 0.05 within 0.05/sqrt(40 50 0.05) 4 = 0.02 but
  // for one chance in ten thousand.
  const calibration c = calibrate_seeds(0, 40);
  CAPTURE(c.single_rate, c.single_range.low, c.single_range.high);
  CHECK(c.passed());
  CHECK(c.runs == 40);
  CHECK(c.alarmed == 0);
  CHECK(c.single_rate == Approx(0.05).margin(0.02));
  CHECK(c.caught == c.falsifiers);
}

TEST_CASE("a bias of one standard error fails the calibration") {
  const calibration c = calibrate_seeds(1, 40);
  CHECK(!c.passed());
  CHECK(c.single_rate > 0.1);
}

TEST_CASE("a falsifier that is not caught fails the calibration") {
  std::vector<claim_checks> checks = made_up(0, 3);
  for (check& k : checks.front().checks) {
    if (k.kind == role::falsifier) k.prediction = 1;
  }
  const calibration_run run = calibrate(checks, 3);
  CHECK(run.caught == 0);
  CHECK(!run.passed);
  CHECK(!summarise({run, run}).passed());
}
