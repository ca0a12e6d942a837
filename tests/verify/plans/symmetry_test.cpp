#include "verify/plans/symmetry.hpp"

#include <random>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

using namespace loranoise::verify;

namespace {

Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns, unsigned seed) {
  std::mt19937_64 words(seed);
  std::normal_distribution<double> normal;
  Eigen::MatrixXd all(rows, columns);
  for (double& x : all.reshaped()) x = normal(words);
  return all;
}

}  // namespace

TEST_CASE("the symmetry test is blind to multiples and to rank one with one column space") {
  const Eigen::MatrixXd g = random_matrix(3, 8, 1);
  const Eigen::MatrixXd u = random_matrix(1, 8, 2);
  const Eigen::MatrixXd w = random_matrix(1, 8, 3);
  const Eigen::MatrixXd a = random_matrix(3, 1, 4);
  const Eigen::MatrixXd b = random_matrix(3, 1, 5);
  CHECK(claims::blind_to(g, -2.5 * g));
  CHECK(claims::blind_to(a * u, a * w));
  CHECK(claims::blind_to(a * u, -3 * a * w));
  CHECK(!claims::blind_to(a * u, b * u));
  CHECK(!claims::blind_to(a * u, b * w));
  CHECK(!claims::blind_to(g, random_matrix(3, 8, 6)));
  CHECK(!claims::blind_to(a * u, a * w + 1e-3 * g));
  // Parallel rows, but not all by one factor.
  Eigen::MatrixXd scaled = g;
  scaled.row(0) *= 1.5;
  CHECK(!claims::blind_to(g, scaled));
}

TEST_CASE("a head of two classes is not asked what no test can tell, and the control stays blind") {
  study s = small_study();
  s.gradients.clear();
  for (const unsigned seed : {7U, 8U}) {
    Eigen::MatrixXd rows(2, 24);
    rows.row(0) = random_matrix(1, 24, seed);
    rows.row(1) = -rows.row(0);
    s.gradients.push_back(loranoise::simulate::gradient{"head " + std::to_string(seed), rows});
  }
  for (const symmetry_experiment& e : claims::symmetry_experiments(s)) CHECK(e.other == nullptr);
  const claim c = find_claim("J4");
  const std::vector<chosen_claim> chosen{{c, c.cells(s)}};
  laboratory lab;
  request_all(chosen, lab);
  lab.run_all({3, 2, {}}, [](double) {});
  const judged_claim judged = judge_claims(evaluate(chosen, lab), 1e-6).front();
  CHECK(judged.passed());
  const auto blind =
      std::find_if(judged.controls.begin(), judged.controls.end(),
                   [](const judged_check& k) { return k.cell.find("blind") != std::string::npos; });
  REQUIRE(blind != judged.controls.end());
  CHECK(blind->outcome == verdict::confirmed);
  CHECK(blind->measured.value() == 0);
}
