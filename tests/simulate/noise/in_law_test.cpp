#include "simulate/noise/in_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "simulate/noise/noise.hpp"
#include "simulate/random/gamma.hpp"
#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/noise/same_law.hpp"

using namespace loranoise::simulate;

namespace {

using sample = std::vector<double>;

void check_same_law(const sample& a, const sample& b) {
  REQUIRE(a.size() == b.size());
  CHECK(kolmogorov_distance(a, b) < same_law_limit(a.size()));
}

Eigen::MatrixXd gradient(Eigen::Index rows, Eigen::Index cols) {
  Eigen::MatrixXd x(rows, cols);
  fill_normal({8, 8, 8}, 0, {x.data(), static_cast<std::size_t>(x.size())});
  return x;
}

// Functionals of N whose laws see the mean, the spread, the shape of an entry and the ties between
// entries and rows.
std::vector<sample> functionals(const std::vector<Eigen::MatrixXd>& draws) {
  std::vector<sample> all(5);
  for (const auto& N : draws) {
    all[0].push_back(N(0, 0));
    all[1].push_back(N.squaredNorm());
    all[2].push_back(N.sum());
    all[3].push_back(N(0, 1) * N(N.rows() - 1, 2));
    all[4].push_back(N.row(N.rows() - 1).dot(N.row(0)));
  }
  return all;
}

std::vector<sample> literal_functionals(const Eigen::MatrixXd& G, int rank, std::uint64_t trials) {
  const gaussian_sketch sketch(rank, static_cast<int>(G.cols()));
  Eigen::MatrixXd A(rank, G.cols());
  std::vector<Eigen::MatrixXd> draws;
  for (std::uint64_t t = 0; t < trials; ++t) {
    sketch.fill({1, experiment_id("literal"), t}, A);
    draws.push_back(noise(G, A));
  }
  return functionals(draws);
}

void check_all(const std::vector<sample>& a, const std::vector<sample>& b) {
  for (std::size_t f = 0; f < a.size(); ++f) {
    CAPTURE(f);
    check_same_law(a[f], b[f]);
  }
}

constexpr std::uint64_t trials = 40000;

}  // namespace

TEST_CASE("chi-squared variates have the law of sums of squares") {
  for (const int degrees : {1, 2, 3, 8, 100}) {
    CAPTURE(degrees);
    sample direct;
    sample sums;
    std::vector<double> z(static_cast<std::size_t>(degrees));
    for (std::uint64_t t = 0; t < trials; ++t) {
      direct.push_back(chi_squared({1, 2, t}, 0, degrees));
      fill_normal({1, 3, t}, 0, z);
      double sum = 0;
      for (const double x : z) {
        sum += x * x;
      }
      sums.push_back(sum);
    }
    check_same_law(direct, sums);
  }
  CHECK_THROWS_AS(standard_gamma({}, 0, 0.2), std::invalid_argument);
}

TEST_CASE("one coordinate in law is the literal one") {
  const Eigen::MatrixXd G = gradient(1, 12);
  for (const int rank : {1, 2, 5, 12}) {
    CAPTURE(rank);
    const auto literal = literal_functionals(G, rank, trials);
    const coordinate_in_law draw(G(0, 0), G.norm(), rank);
    sample fast;
    for (std::uint64_t t = 0; t < trials; ++t) {
      fast.push_back(draw({1, experiment_id("in law"), t}));
    }
    check_same_law(fast, literal[0]);
  }
  CHECK_THROWS_AS(coordinate_in_law(2, 1, 4), std::invalid_argument);
  CHECK_THROWS_AS(coordinate_in_law(1, 2, 0), std::invalid_argument);
}

TEST_CASE("the comparison of laws tells near ones apart") {
  // A rank more, and rows whose entries are tied otherwise, as of a gradient with its second entry
  // turned to the other sign.
  const Eigen::MatrixXd G = gradient(1, 12);
  Eigen::MatrixXd turned = G;
  turned(0, 1) = -turned(0, 1);
  const auto drawn = [](const Eigen::MatrixXd& g, int rank) {
    row_in_law<double> row(g.row(0).transpose(), rank, 2);
    std::vector<Eigen::MatrixXd> draws(trials, Eigen::MatrixXd(1, 12));
    for (std::uint64_t t = 0; t < trials; ++t) {
      row.draw({1, experiment_id("in law"), t}, {draws[t].data(), 12});
    }
    return functionals(draws);
  };
  const auto literal = literal_functionals(G, 2, trials);
  const auto more = drawn(G, 3);
  const auto other = drawn(turned, 2);
  const double limit = same_law_limit(trials);
  for (const std::size_t f : {0, 1, 3, 4}) {
    CAPTURE(f);
    CHECK(kolmogorov_distance(more[f], literal[f]) > limit);
  }
  CHECK(kolmogorov_distance(other[3], literal[3]) > limit);
}

TEST_CASE("one row in law is the literal one") {
  const Eigen::MatrixXd G = gradient(1, 12);
  for (const int rank : {1, 3, 12}) {
    CAPTURE(rank);
    row_in_law<double> row(G.row(0).transpose(), rank, 2);
    std::vector<Eigen::MatrixXd> draws(trials, Eigen::MatrixXd(1, 12));
    for (std::uint64_t t = 0; t < trials; ++t) {
      row.draw({1, experiment_id("in law"), t}, {draws[t].data(), 12});
    }
    check_all(functionals(draws), literal_functionals(G, rank, trials));
  }
}

TEST_CASE("k rows in law are the literal ones, also with more rows than the rank", "[slow]") {
  const Eigen::MatrixXd G = gradient(3, 9);
  for (const int rank : {1, 2, 3, 7}) {
    CAPTURE(rank);
    rows_in_law rows(G, rank);
    std::vector<Eigen::MatrixXd> draws(trials, Eigen::MatrixXd(3, 9));
    for (std::uint64_t t = 0; t < trials; ++t) {
      rows.draw({1, experiment_id("in law"), t}, draws[t]);
    }
    const Eigen::MatrixXd symmetric = draws[0] * G.transpose();
    CHECK((symmetric - symmetric.transpose()).norm() < 1e-12 * symmetric.norm());
    check_all(functionals(draws), literal_functionals(G, rank, trials));
  }
}

TEST_CASE("the row kernel sums the powers of the rows that it draws") {
  const Eigen::MatrixXd G = gradient(1, 50);
  for (const int order : {2, 4}) {
    moment_field fast(1, 50, order);
    moment_field slow(1, 50, order);
    row_in_law<double> kernel(G.row(0).transpose(), 5, order);
    kernel.run({1, 2, 3}, 75, fast);
    Eigen::MatrixXd N(1, 50);
    for (std::uint64_t t = 0; t < 75; ++t) {
      kernel.draw({1, 2, 3 + t}, {N.data(), 50});
      slow.add(N);
    }
    REQUIRE(fast.count() == 75);
    for (int power = 1; power <= order; ++power) {
      const double size = slow.power_sum(power).abs().maxCoeff();
      CHECK((fast.power_sum(power) - slow.power_sum(power)).abs().maxCoeff() < 1e-12 * size);
    }
  }
}
