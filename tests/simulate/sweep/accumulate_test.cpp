#include "simulate/sweep/accumulate.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

std::vector<double> skewed_sample(std::size_t count) {
  std::vector<double> x(count);
  fill_normal({1, 2, 3}, 0, x);
  for (double& v : x) {
    v = 1e3 + v * v;
  }
  return x;
}

long double central_sum(const std::vector<double>& x, int power) {
  long double mean = 0;
  for (const double v : x) {
    mean += v;
  }
  mean /= static_cast<long double>(x.size());
  long double sum = 0;
  for (const double v : x) {
    sum += std::pow(v - mean, static_cast<long double>(power));
  }
  return sum;
}

void check_relative(double got, long double exact) {
  CAPTURE(got, static_cast<double>(exact));
  CHECK(std::abs(got - exact) <= 1e-10L * std::abs(exact));
}

}  // namespace

TEST_CASE("moments are the central sums, added singly or merged from any cut") {
  const auto x = skewed_sample(1000);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{137}, x.size()}) {
    moments left;
    moments right;
    for (std::size_t k = 0; k < x.size(); ++k) {
      (k < cut ? left : right).add(x[k]);
    }
    left.merge(right);
    REQUIRE(left.count() == x.size());
    check_relative(left.sum2(), central_sum(x, 2));
    check_relative(left.sum3(), central_sum(x, 3));
    check_relative(left.sum4(), central_sum(x, 4));
  }
}

TEST_CASE("shape of a two-point law") {
  moments m;
  for (const double x : {-1.0, 1.0, -1.0, 1.0}) {
    m.add(x);
  }
  CHECK(m.skewness() == 0);
  CHECK(m.excess_kurtosis() == -2);
  CHECK(m.variance() == Approx(4.0 / 3));
}

TEST_CASE("a moment field holds the moments of each entry") {
  moment_field whole(2, 3, 4);
  moment_field half(2, 3, 4);
  moments entry;
  Eigen::MatrixXd x(2, 3);
  for (std::uint64_t t = 0; t < 100; ++t) {
    fill_normal({9, 9, t}, 0, {x.data(), 6});
    x = x.array().exp().matrix();
    (t < 30 ? whole : half).add(x);
    entry.add(x(1, 2));
  }
  whole.merge(half);
  REQUIRE(whole.count() == 100);
  check_relative(whole.mean()(1, 2), entry.mean());
  check_relative(whole.variance()(1, 2), entry.variance());
  check_relative(whole.central_moment(3)(1, 2), entry.sum3() / 100);
  check_relative(whole.central_moment(4)(1, 2), entry.sum4() / 100);
  CHECK_THROWS_AS(whole.merge(moment_field(2, 3, 2)), std::invalid_argument);
  CHECK_THROWS_AS(moment_field(2, 3, 3), std::invalid_argument);
  CHECK_THROWS_AS(whole.add(Eigen::MatrixXd::Zero(3, 2)), std::invalid_argument);
}

TEST_CASE("a block of a larger matrix is added to a field as its copy") {
  Eigen::MatrixXd large(5, 4);
  fill_normal({9, 9, 9}, 0, {large.data(), 20});
  moment_field block(2, 3, 4);
  moment_field copy(2, 3, 4);
  block.add(large.block(1, 1, 2, 3));
  copy.add(Eigen::MatrixXd(large.block(1, 1, 2, 3)));
  for (int p = 1; p <= 4; ++p) CHECK((block.power_sum(p) == copy.power_sum(p)).all());
  CHECK(block.power_sum(1)(1, 2) == large(2, 3));
}

TEST_CASE("a histogram counts every number once, edges to the right bin") {
  histogram h(-1, 1, 4);
  const double below_one = std::nextafter(1.0, 0.0);
  for (const double x : {-1.0, -0.5, 0.0, 0.5, below_one, 1.0, -1.1, 7.0}) {
    h.add(x);
  }
  h.add(std::numeric_limits<double>::quiet_NaN());
  CHECK(h.counts() == std::vector<std::uint64_t>{1, 1, 1, 2});
  CHECK(h.underflow() == 1);
  CHECK(h.overflow() == 3);
  CHECK(h.total() == 9);
  CHECK(h.edge(0) == -1);
  CHECK(h.edge(3) == 0.5);
  CHECK(h.edge(4) == 1);
  histogram other(-1, 1, 4);
  other.add(0.6);
  h.merge(other);
  CHECK(h.counts().back() == 3);
  CHECK_THROWS_AS(h.merge(histogram(-1, 1, 5)), std::invalid_argument);
  CHECK_THROWS_AS(histogram(1, 1, 5), std::invalid_argument);
}
