#include "simulate/noise/noise.hpp"

#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

Eigen::MatrixXd gaussian_matrix(const stream& words, Eigen::Index rows, Eigen::Index cols) {
  Eigen::MatrixXd x(rows, cols);
  fill_normal(words, 0, {x.data(), static_cast<std::size_t>(x.size())});
  return x;
}

}  // namespace

TEST_CASE("the noise is G (A'A - I)") {
  const auto G = gaussian_matrix({1, 1, 1}, 7, 20);
  Eigen::MatrixXd A(3, 20);
  gaussian_sketch(3, 20).fill({1, 2, 1}, A);
  const Eigen::MatrixXd expected = G * (A.transpose() * A - Eigen::MatrixXd::Identity(20, 20));
  const Eigen::MatrixXd N = noise(G, A);
  CHECK((N - expected).norm() < 1e-13 * expected.norm());
  for (Eigen::Index k = 0; k < G.rows(); ++k) {
    const Eigen::VectorXd row = noise_row(G.row(k).transpose(), A);
    CHECK((row - expected.row(k).transpose()).norm() < 1e-13 * expected.norm());
  }
}

TEST_CASE("shapes that make no sketch are refused with a reason and a remedy") {
  CHECK_THROWS_WITH(gaussian_sketch(80, 64),
                    "rank 80 is above the width 64: choose a rank from 1 to 64");
  CHECK_THROWS_WITH(gaussian_sketch(0, 64), "rank 0 is not positive: choose a rank from 1 to 64");
  CHECK_THROWS_WITH(gaussian_sketch(1, 0), "width 0 is not positive: choose a width of 1 or more");
  Eigen::MatrixXd A(3, 9);
  CHECK_THROWS_AS(gaussian_sketch(3, 10).fill({}, A), std::invalid_argument);
  CHECK_THROWS_AS(noise(Eigen::MatrixXd::Zero(2, 8), A), std::invalid_argument);
}
