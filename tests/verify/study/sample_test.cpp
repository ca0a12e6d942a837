#include "verify/study/sample.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "verify/study/probes.hpp"

using namespace loranoise;
using namespace loranoise::verify;

namespace {

profile small_budget() {
  profile p = find_profile("quick");
  p.most_matrix_rows = 4;
  p.most_matrix_columns = 3;
  p.sampled_rows = 2;
  return p;
}

}  // namespace

TEST_CASE("of a large gradient the longest rows and their strongest columns are looked at") {
  Eigen::MatrixXd g = Eigen::MatrixXd::Zero(5, 4);
  g.row(1) << 1, 9, 0, 2;
  g.row(4) << 3, 0, 1, 8;
  g.row(2) << 0, 0, 5, 0;
  const simulate::gradient whole{"g", g};
  REQUIRE(is_too_large(whole, small_budget()));
  const simulate::gradient part = sample_of(whole, small_budget());
  CHECK(part.name == "g (2x3 of 5x4)");
  Eigen::MatrixXd expected(2, 3);
  expected << 1, 9, 2, 3, 0, 8;
  CHECK(part.values == expected);
  CHECK(describe_sample(whole, part) ==
        "g is large: experiments on whole matrices look at the 2 longest rows of 5 and the 3 "
        "strongest columns of 4; single rows are released at full width");
}

TEST_CASE("of a gradient with too many columns alone all rows are looked at") {
  const simulate::gradient whole{"g", Eigen::MatrixXd::Ones(2, 5)};
  const simulate::gradient part = sample_of(whole, small_budget());
  CHECK(part.values.rows() == 2);
  CHECK(part.values.cols() == 3);
  CHECK_FALSE(is_too_large({"h", Eigen::MatrixXd::Ones(4, 3)}, small_budget()));
}

TEST_CASE("a gradient of any size is brought to order one, and keeps its digits") {
  Eigen::MatrixXd g(2, 2);
  g << 1, -3, 0.1, 0;
  for (const double factor : {1e-300, 1e-150, 1e-30, 1.0, 1e30, 1e150, 1e300}) {
    CAPTURE(factor);
    const Eigen::MatrixXd given = factor * g;
    Eigen::MatrixXd scaled = given;
    const int exponent = bring_to_order_one(scaled);
    CHECK(scaled.cwiseAbs().maxCoeff() >= 1);
    CHECK(scaled.cwiseAbs().maxCoeff() < 2);
    CHECK(std::ldexp(scaled(0, 1), exponent) == given(0, 1));
    CHECK(scaled(1, 0) / scaled(0, 0) == Approx(0.1).epsilon(1e-14));
    CHECK(scaled(1, 1) == 0);
  }
  Eigen::MatrixXd zeros = Eigen::MatrixXd::Zero(2, 2);
  CHECK(bring_to_order_one(zeros) == 0);
}

TEST_CASE("a pair of rows is looked for among the longest") {
  Eigen::MatrixXd g(4, 2);
  g << 1, 0.9, 5, 0, 0, 1, 4, 4;
  CHECK(choose_row_pair({"g", g})->name == "g rows 0 and 3");
  CHECK(choose_row_pair({"g", g}, 2)->name == "g rows 1 and 3");
}
