#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"
#include "verify/claims/judgement.hpp"

using namespace loranoise::verify;

namespace {

Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index cols, std::mt19937_64& words) {
  std::normal_distribution<double> normal;
  Eigen::MatrixXd all(rows, cols);
  for (double& x : all.reshaped()) x = normal(words);
  return all;
}

// Two steps of B alone, and of B and A, from B = 0 with these gradients at the merged weights. The
// first step is the same, so the second gradient is as well.
two_steps take_two_steps(double eta) {
  std::mt19937_64 words(3);
  two_steps t{
      eta, random_matrix(2, 7, words), random_matrix(5, 7, words), random_matrix(5, 7, words), {}};
  const Eigen::MatrixXd& a0 = t.sketch;
  const Eigen::MatrixXd b1 = -eta * t.first * a0.transpose();
  const Eigen::MatrixXd b2 = b1 - eta * t.second * a0.transpose();
  const Eigen::MatrixXd a2 = a0 - eta * b1.transpose() * t.second;
  t.deviation = b2 * a2 - b2 * a0;
  return t;
}

// Deviation eta^power after 2 and 5 steps, and `after_one` after 1; the change is eta.
study made_up(double power, double after_one = 0) {
  constexpr int rungs = 7;
  trained_adapter a{"made up",
                    2,
                    7,
                    {1, 2, 5},
                    std::vector<double>(rungs),
                    Eigen::MatrixXd(3, rungs),
                    Eigen::MatrixXd(3, rungs),
                    take_two_steps(0.01)};
  for (int i = 0; i < rungs; ++i) {
    const double eta = std::ldexp(0.01, -i);
    a.rates[static_cast<std::size_t>(i)] = eta;
    a.change.col(i).setConstant(eta);
    a.deviation.col(i).setConstant(std::pow(eta, power) * (1 + eta));
    a.deviation(0, i) = after_one;
  }
  study s;
  s.trained.push_back(a);
  return s;
}

judged_claim judge_made_up(const study& s) {
  const claim c = find_claim("E2");
  const laboratory empty;
  return judge_claims(evaluate({{c, c.cells(s)}}, empty), 1e-6).front();
}

}  // namespace

TEST_CASE("a deviation of order eta^3 is confirmed, and its falsifiers are caught") {
  const judged_claim c = judge_made_up(made_up(3));
  CHECK(c.outcome == verdict::confirmed);
  CHECK(c.passed());
}

TEST_CASE("deviations of other orders are refuted") {
  for (const double power : {2.0, 2.8, 3.2, 4.0}) {
    CAPTURE(power);
    CHECK(judge_made_up(made_up(power)).outcome == verdict::refuted);
  }
}

TEST_CASE("a deviation after one step is refuted, rounding is not") {
  CHECK(judge_made_up(made_up(3, 1e-19)).outcome == verdict::confirmed);
  CHECK(judge_made_up(made_up(3, 1e-12)).outcome == verdict::refuted);
}

TEST_CASE("an exact form of two steps that is 1 % off is refuted") {
  study s = made_up(3);
  s.trained.front().two.deviation *= 1.01;
  CHECK(judge_made_up(s).outcome == verdict::refuted);
}
