#include "verify/study/sample.hpp"

#include <cmath>
#include <limits>

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
  const simulate::stored_matrix whole = simulate::stored_values("/folder/g.npy", "", g);
  REQUIRE(is_too_large(whole.rows(), whole.cols(), small_budget()));
  const simulate::gradient rows = read_rows(whole, small_budget());
  CHECK(rows.name == "g.npy (2 longest rows of 5)");
  CHECK(rows.values == g({1, 4}, Eigen::all));
  const simulate::gradient part = strongest_columns(rows, small_budget());
  CHECK(part.name == "g.npy (2 longest rows of 5) (3 strongest columns of 4)");
  Eigen::MatrixXd expected(2, 3);
  expected << 1, 9, 2, 3, 0, 8;
  CHECK(part.values == expected);
  CHECK(describe_sample(whole, part) ==
        "g.npy is large: experiments on whole matrices look at the 2 longest rows of 5 and the 3 "
        "strongest columns of 4; single rows are released at full width");
}

TEST_CASE("rows are told by their length at any scale, and none is passed over unread") {
  Eigen::MatrixXd g = Eigen::MatrixXd::Zero(5, 2);
  g.col(0) << 1e-300, 3e-300, 2e-300, 4e-300, 0;
  const auto whole = simulate::stored_values("g.npy", "key", g);
  CHECK(read_rows(whole, small_budget()).name == "g.npy:key (2 longest rows of 5)");
  CHECK(read_rows(whole, small_budget()).values == g({1, 3}, Eigen::all));
  g(4, 1) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(read_rows(simulate::stored_values("g.npy", "key", g), small_budget()),
                    Catch::Contains("g.npy:key holds a NaN in row 4, column 1"));
}

TEST_CASE("of a gradient with too many columns alone all rows are looked at") {
  const auto whole = simulate::stored_values("g.npy", "", Eigen::MatrixXd::Ones(2, 5));
  const simulate::gradient rows = read_rows(whole, small_budget());
  CHECK(rows.name == "g.npy");
  CHECK(strongest_columns(rows, small_budget()).values.cols() == 3);
  CHECK_FALSE(is_too_large(4, 3, small_budget()));
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
