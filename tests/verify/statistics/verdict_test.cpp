#include "verify/statistics/verdict.hpp"

#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

check equality(double value, double error, double prediction, double margin) {
  check c;
  c.measured = estimate::from_standard_error(value, error, 127);
  c.prediction = prediction;
  c.margin = margin;
  c.trials = 1000;
  return c;
}

check bound(double value, double error, double limit) {
  check c = equality(value, error, limit, 0);
  c.rel = relation::at_most;
  return c;
}

}  // namespace

TEST_CASE("an equality is confirmed when a narrow interval holds the prediction") {
  CHECK(judge(equality(1.001, 0.0005, 1, 0.01), 1e-3).outcome == verdict::confirmed);
}

TEST_CASE("an equality is inconclusive when the interval leaves the margin") {
  const judged_check c = judge(equality(1.001, 0.01, 1, 0.01), 1e-3);
  CHECK(c.outcome == verdict::inconclusive);
  // Half-width about 0.034 must shrink to 0.009: about 14 times the trials.
  CHECK(c.trials_to_decide() > 10000);
  CHECK(c.trials_to_decide() < 20000);
}

TEST_CASE("an equality is refuted when the interval excludes the prediction, whatever the margin") {
  CHECK(judge(equality(1.005, 0.0005, 1, 0.01), 1e-3).outcome == verdict::refuted);
  check slack = equality(1.005, 0.0005, 1, 0.01);
  slack.slack = 0.005;
  CHECK(judge(slack, 1e-3).outcome == verdict::confirmed);
}

TEST_CASE("a bound is judged by the side its interval lies on") {
  CHECK(judge(bound(0.9, 0.01, 1), 1e-3).outcome == verdict::confirmed);
  CHECK(judge(bound(1.1, 0.01, 1), 1e-3).outcome == verdict::refuted);
  CHECK(judge(bound(1.0, 0.01, 1), 1e-3).outcome == verdict::inconclusive);
  CHECK(judge(bound(0.9, 0.01, 1), 1e-3).tightness() == Approx(0.9));
}

TEST_CASE("a NaN is never confirmed") {
  CHECK(judge(equality(std::nan(""), 0.01, 1, 0.1), 1e-3).outcome == verdict::inconclusive);
  CHECK(judge(bound(std::nan(""), 0.01, 1), 1e-3).outcome == verdict::inconclusive);
}

TEST_CASE("Holm's step-down refutes what Bonferroni alone would leave open") {
  // t at 0.05/2 is 2.27 in 127 degrees, at 0.05/1 1.98: 2.1 errors off is refuted only in the
  // second step.
  const std::vector<check> family{equality(10, 1, 0, 1), equality(2.1, 1, 0, 5)};
  CHECK(judge(family[1], 0.05 / 2).outcome != verdict::refuted);
  const auto judged = judge_family(family, 0.05);
  CHECK(judged[0].outcome == verdict::refuted);
  CHECK(judged[1].outcome == verdict::refuted);
}

TEST_CASE("families of true equalities are rarely refuted") {
  // 300 families of 20 at a family-wise rate of 0.05: 15 refuted expected; above 34 has probability
  // below 1e-5.
  std::mt19937_64 words(3);
  std::normal_distribution<double> normal;
  int refuted = 0;
  for (int repeat = 0; repeat < 300; ++repeat) {
    std::vector<check> family;
    for (int i = 0; i < 20; ++i) {
      std::vector<double> blocks(128);
      for (double& b : blocks) b = normal(words);
      check c;
      c.measured = estimate::from_blocks(blocks);
      family.push_back(c);
    }
    refuted += summarise(judge_family(family, 0.05)) == verdict::refuted ? 1 : 0;
  }
  CHECK(refuted > 2);
  CHECK(refuted <= 34);
}

TEST_CASE("a claim is refuted by one cell and confirmed only by all") {
  const judged_check good = judge(bound(0.5, 0.01, 1), 1e-3);
  const judged_check open = judge(bound(1.0, 0.01, 1), 1e-3);
  const judged_check bad = judge(bound(1.5, 0.01, 1), 1e-3);
  CHECK(summarise(std::vector{good, good}) == verdict::confirmed);
  CHECK(summarise(std::vector{good, open}) == verdict::inconclusive);
  CHECK(summarise(std::vector{good, open, bad}) == verdict::refuted);
  CHECK(summarise({}) == verdict::inconclusive);
}

TEST_CASE(
    "rigorous bounds prove, or refute, and confirmed checks beside them do not weaken a proof") {
  check enclosed = bound(0.5, 0, 1);
  enclosed.measured = estimate::from_enclosure(0.4, 0.6);
  const judged_check proof = judge(enclosed, 1e-3);
  CHECK(proof.outcome == verdict::proved);
  CHECK(proof.range.low == Approx(0.4));
  CHECK(proof.range.high == Approx(0.6));
  enclosed.prediction = 0.5;
  CHECK(judge(enclosed, 1e-3).outcome == verdict::inconclusive);
  enclosed.prediction = 0.3;
  CHECK(judge(enclosed, 1e-3).outcome == verdict::refuted);
  const judged_check good = judge(bound(0.5, 0.01, 1), 1e-3);
  const judged_check open = judge(bound(1.0, 0.01, 1), 1e-3);
  CHECK(summarise(std::vector{proof, proof}) == verdict::proved);
  CHECK(summarise(std::vector{good, proof}) == verdict::proved);
  CHECK(summarise(std::vector{proof, open}) == verdict::inconclusive);
}
