#include "simulate/sweep/density.hpp"

#include <cmath>
#include <vector>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

Eigen::MatrixXd gaussian_matrix(Eigen::Index rows, Eigen::Index cols) {
  Eigen::MatrixXd x(rows, cols);
  fill_normal({2, 2, 2}, 0, {x.data(), static_cast<std::size_t>(x.size())});
  return x;
}

}  // namespace

TEST_CASE("a covariance is the two-pass one, added singly or merged from any cut") {
  const Eigen::MatrixXd x = (gaussian_matrix(4, 300).array() * 3 + 1e3).matrix();
  const Eigen::VectorXd mean = x.rowwise().mean();
  const Eigen::MatrixXd centred = x.colwise() - mean;
  const Eigen::MatrixXd expected = centred * centred.transpose() / 299;
  for (const Eigen::Index cut : {0, 1, 100, 300}) {
    covariance left(4);
    covariance right(4);
    for (Eigen::Index t = 0; t < 300; ++t) {
      (t < cut ? left : right).add(x.col(t));
    }
    left.merge(right);
    REQUIRE(left.count() == 300);
    CHECK((left.mean() - mean).norm() < 1e-12 * mean.norm());
    CHECK((left.matrix() - expected).norm() < 1e-10 * expected.norm());
  }
  CHECK_THROWS_AS(covariance(0), std::invalid_argument);
  CHECK_THROWS_AS(covariance(3).add(Eigen::VectorXd::Zero(2)), std::invalid_argument);
}

TEST_CASE("the conditional density of a coordinate integrates to the counts of its histogram") {
  constexpr int rank = 4;
  constexpr int width = 10;
  constexpr std::uint64_t trials = 40000;
  const Eigen::MatrixXd G = gaussian_matrix(1, width);
  const gaussian_sketch sketch(rank, width);
  const int i = 3;
  const double scale = G.norm();
  histogram counts(-2 * scale, 2 * scale, 20);
  // Simpson's rule in each bin.
  std::vector<double> points;
  for (std::size_t k = 0; k <= 40; ++k) {
    points.push_back(-2 * scale + static_cast<double>(k) * scale / 10);
  }
  conditional_density density(points);
  conditional_density second_half(points);
  Eigen::MatrixXd A(rank, width);
  std::vector<double> column(rank);
  for (std::uint64_t t = 0; t < trials; ++t) {
    sketch.fill({1, 1, t}, A);
    counts.add(noise(G, A)(0, i));
    sketch.column({1, 2, t}, i, column);
    const auto given = column_condition(column, G(0, i), scale);
    (t < trials / 2 ? density : second_half).add(given.mean, given.deviation);
  }
  density.merge(second_half);
  const auto f = density.density();
  const auto error = density.standard_error();
  for (std::size_t bin = 0; bin < 20; ++bin) {
    CAPTURE(bin);
    const double expected = scale / 30 * (f[2 * bin] + 4 * f[2 * bin + 1] + f[2 * bin + 2]);
    const double share = static_cast<double>(counts.counts()[bin]) / trials;
    // Both are estimates; Simpson's error is below a thousandth of a share. Alarm below 1e-9 at 6.1
    // deviations.
    const double deviation = std::sqrt(expected / trials) + scale / 5 * error[2 * bin + 1];
    CHECK(std::abs(share - expected) < 6.1 * deviation + 1e-3 * expected);
  }
  CHECK_THROWS_AS(density.add(0, 0), std::invalid_argument);
  CHECK_THROWS_AS(column_condition({}, 1, 2), std::invalid_argument);
}
