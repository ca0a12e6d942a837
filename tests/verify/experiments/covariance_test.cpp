#include "verify/experiments/covariance.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise::verify;

namespace {

std::shared_ptr<const covariance_block> small_block() {
  return std::make_shared<const covariance_block>(*small_study().gradients.front(), 2, 3);
}

// E[vec N vec N'] over every matrix of signs, each as likely as the others.
Eigen::MatrixXd enumerate_signs(const Eigen::MatrixXd& g, int rank) {
  const auto entries = static_cast<unsigned>(rank * g.cols());
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(g.size(), g.size());
  for (unsigned signs = 0; signs < (1U << entries); ++signs) {
    Eigen::MatrixXd a(rank, g.cols());
    for (unsigned i = 0; i < entries; ++i) {
      a.reshaped()[i] = ((signs >> i & 1U) != 0 ? 1 : -1) / std::sqrt(rank);
    }
    const Eigen::VectorXd noise = Eigen::MatrixXd(g * a.transpose() * a - g).reshaped();
    sum += noise * noise.transpose();
  }
  return sum / (1U << entries);
}

bool covers(const std::vector<double>& blocks, double x) {
  return estimate::from_blocks(blocks).interval_at(1e-6).contains(x);
}

}  // namespace

TEST_CASE("the three structures make the covariance of a sign sketch, by enumeration") {
  const auto block = small_block();
  const auto& s = block->structures;
  for (const int rank : {1, 2, 3}) {
    const Eigen::MatrixXd exact = enumerate_signs(block->gradient.values, rank);
    CAPTURE(rank);
    // Signs have excess kurtosis -2.
    CHECK((exact - (s[0] + s[1] - 2 * s[2]) / rank).cwiseAbs().maxCoeff() < 1e-12);
    CHECK((exact - (s[0] + s[1]) / rank).cwiseAbs().maxCoeff() > 0.01);
    CHECK((exact - (s[0] + s[1] - 2 * s[2]) / (rank + 1)).cwiseAbs().maxCoeff() > 0.01);
  }
}

TEST_CASE("the duals read each coefficient off a covariance") {
  const auto block = small_block();
  REQUIRE(block->determined());
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      const double read = block->weights[a].cwiseProduct(block->structures[b]).sum();
      CHECK(read == Approx(a == b ? 1 : 0).margin(1e-12));
    }
  }
}

TEST_CASE("a single one-hot row cannot tell the structures apart") {
  Eigen::MatrixXd g = Eigen::MatrixXd::Zero(3, 8);
  g(1, 5) = 2;
  CHECK_FALSE(covariance_block({"one-hot", g}, 3, 8).determined());
}

// Every N_ki N_lj is the same in all trials: the intervals have no width but what rounding asks
// for.
TEST_CASE("signs at rank 1 on one-hot rows are not refuted by rounding") {
  study s = small_study();
  s.budget = find_profile("full");
  s.budget.margin_scale = 3;
  Eigen::MatrixXd g = Eigen::MatrixXd::Zero(3, 8);
  g(0, 5) = 2;
  g(1, 1) = -1;
  g(2, 6) = 0.3;
  s.gradients = {loranoise::simulate::gradient{"one-hot", g}};
  const auto chosen = choose_claims({"M3"}, s, "one-hot, 3x8 block, rank 1, rademacher");
  laboratory lab;
  request_all(chosen, lab);
  lab.run_all({1, 2, {}}, [](double) {});
  const auto judged = judge_claims(evaluate(chosen, lab), 1e-6);
  CHECK(judged.at(0).outcome == verdict::confirmed);
  CHECK_FALSE(judged.at(0).falsifiers.empty());
  CHECK(judged.at(0).falsifiers_caught() == static_cast<int>(judged.at(0).falsifiers.size()));
}

// False alarms: 1e-6 an interval, three intervals of three sketches.
TEST_CASE("simulated coefficients cover 1, 1 and the sketch's excess kurtosis") {
  const auto block = small_block();
  for (const auto& [sketch, kurtosis] : {std::pair{sketch_family::gaussian, 0.0},
                                         {family_of<loranoise::simulate::rademacher_sketch>, -2.0},
                                         {family_of<loranoise::simulate::uniform_sketch>, -1.2}}) {
    CAPTURE(std::string(name(sketch)));
    const covariance_result r = run(covariance_experiment{block, 2, 100000, sketch}, {4, 2, {}});
    CHECK(covers(r.coefficients[0], 1));
    CHECK_FALSE(covers(r.coefficients[0], 2.0 / 3));
    CHECK(covers(r.coefficients[1], 1));
    CHECK_FALSE(covers(r.coefficients[1], 0));
    CHECK(covers(r.coefficients[2], kurtosis));
    CHECK_FALSE(covers(r.coefficients[2], kurtosis + 1));
  }
}
