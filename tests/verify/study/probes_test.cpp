#include "verify/study/probes.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace loranoise::verify;

TEST_CASE("the probe row holds the strongest, a typical and the weakest coordinate") {
  Eigen::MatrixXd g(3, 4);
  g << 0, 0, 0, 0, 3, 0, 4, 1, 1, 1, 1, 1;
  const probe_row row = choose_probe_row({"g", g});
  REQUIRE(row.coordinates.size() == 3);
  CHECK(row.values == g.row(1));
  CHECK(row.coordinates[0].column == 2);
  CHECK(row.coordinates[0].rho == Approx(4 / std::sqrt(26.0)));
  CHECK(row.coordinates[1].rho == Approx(1 / std::sqrt(26.0)));
  CHECK(row.coordinates[2].rho == 0);
}

TEST_CASE("a gradient of zeros has no probe row") {
  CHECK_THROWS_AS(choose_probe_row({"dead layer", Eigen::MatrixXd::Zero(2, 3)}),
                  std::invalid_argument);
}

TEST_CASE("a flat row has cosine 1/sqrt(width)") {
  const probe_row row = flat_row(64);
  CHECK(row.values.size() == 64);
  CHECK(row.coordinates.front().rho == Approx(0.125));
}

TEST_CASE("the row pair holds the two rows that are most alike, parallel ones and zeros left out") {
  Eigen::MatrixXd g(5, 3);
  g << 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, -1, 1, 0, 0, 3;
  const auto pair = choose_row_pair({"g", g});
  REQUIRE(pair);
  CHECK(pair->name == "g rows 3 and 4");
  CHECK(pair->cosine() == Approx(1 / std::sqrt(2.0)));
  CHECK(pair->norm_ratio() == Approx(std::sqrt(2.0) / 3));
  CHECK_FALSE(choose_row_pair({"parallel", g.topRows(3)}));
}

TEST_CASE("a flat pair has the cosine and the norm ratio asked for") {
  const row_pair pair = flat_pair(64, 0.9, 1.25);
  CHECK(pair.cosine() == Approx(0.9));
  CHECK(pair.norm_ratio() == Approx(1.25));
}
