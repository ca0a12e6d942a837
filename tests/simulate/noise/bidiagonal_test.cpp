#include "simulate/noise/bidiagonal.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "simulate/sketch/sketch.hpp"
#include "tests/catch.hpp"
#include "tests/simulate/noise/same_law.hpp"

using namespace loranoise::simulate;

namespace {

constexpr std::uint64_t trials = 40000;
constexpr int steps = 5;
constexpr double step = 0.15;

// <e_0, e_T>, |e_T|^2 and |e_T|^2 - |e_1|^2 of every trial.
using samples = std::vector<std::vector<double>>;

void add(samples& all, double inner, double squared, double first) {
  all[0].push_back(inner);
  all[1].push_back(squared);
  all[2].push_back(squared - first);
}

samples literal(int rank, int width) {
  samples all(3);
  const gaussian_sketch sketch(rank, width);
  Eigen::MatrixXd A(rank, width);
  const Eigen::VectorXd start = Eigen::VectorXd::LinSpaced(width, -1, 2).normalized();
  for (std::uint64_t t = 0; t < trials; ++t) {
    sketch.fill({3, experiment_id("literal dynamics"), t}, A);
    Eigen::VectorXd e = start;
    double first = 0;
    for (int s = 0; s < steps; ++s) {
      e -= step * (A.transpose() * (A * e)).eval();
      first = s == 0 ? e.squaredNorm() : first;
    }
    add(all, start.dot(e), e.squaredNorm(), first);
  }
  return all;
}

samples bidiagonal(int rank, int width) {
  samples all(3);
  for (std::uint64_t t = 0; t < trials; ++t) {
    const auto path =
        bidiagonal_sketch({3, experiment_id("bidiagonal"), t}, rank, width, steps).run(step, steps);
    add(all, path.inner.back(), path.squared.back(), path.squared[1]);
  }
  return all;
}

double worst_of(const samples& a, const samples& b) {
  double worst = 0;
  for (std::size_t f = 0; f < a.size(); ++f) {
    worst = std::max(worst, kolmogorov_distance(a[f], b[f]));
  }
  return worst;
}

}  // namespace

TEST_CASE("bidiagonal steps have the law of the literal product, and a wrong degree is caught") {
  for (const auto& [rank, width] : {std::pair{2, 4}, {3, 3}, {1, 6}}) {
    CAPTURE(rank, width);
    const auto expected = literal(rank, width);
    CHECK(worst_of(bidiagonal(rank, width), expected) < same_law_limit(trials));
    // The falsifier: one degree of freedom too many above the diagonal.
    CHECK(worst_of(bidiagonal(rank, width + 1), expected) > same_law_limit(trials));
  }
}

TEST_CASE(
    "bidiagonal steps: what is kept is Beta((width - rank)/2, rank/2) and no step goes below") {
  // Beta(1, 1) at rank 2 and width 4: uniform. Hoeffding: the share below q is off by more than
  // sqrt(log(2/1e-9)/(2 n)) with probability below 1e-9.
  constexpr double tolerance = 0.0164;  // sqrt(log(2e9)/80000)
  std::vector<int> below(10, 0);
  for (std::uint64_t t = 0; t < trials; ++t) {
    const bidiagonal_sketch sketch({4, experiment_id("kept"), t}, 2, 4, 60);
    const double kept = sketch.kept_share();
    for (std::size_t d = 0; d < below.size(); ++d) {
      below[d] += kept < 0.1 * static_cast<double>(d) ? 1 : 0;
    }
    if (t < 200) {
      const auto path = sketch.run(0.1, 60);
      for (const double squared : path.squared) {
        CHECK(squared >= kept * (1 - 1e-12));
      }
    }
  }
  for (std::size_t d = 0; d < below.size(); ++d) {
    CHECK(std::abs(below[d] / static_cast<double>(trials) - 0.1 * static_cast<double>(d)) <
          tolerance);
  }
  CHECK(bidiagonal_sketch({4, 5, 6}, 3, 3, 10).kept_share() == 0);
  CHECK(bidiagonal_sketch({4, 5, 6}, 3, 2, 10).kept_share() == 0);
}

TEST_CASE(
    "bidiagonal steps: a shorter run is the beginning of a longer one, and the width costs "
    "nothing") {
  const bidiagonal_sketch sketch({1, 2, 3}, 16, 4096, 40);
  const auto longer = sketch.run(0.001, 40);
  const auto shorter = sketch.run(0.001, 10);
  for (std::size_t t = 0; t < shorter.squared.size(); ++t) {
    CHECK(shorter.squared[t] == longer.squared[t]);
    CHECK(shorter.inner[t] == longer.inner[t]);
  }
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t t = 0; t < 100; ++t) {
    CHECK(bidiagonal_sketch({1, 2, t}, 64, 1 << 30, 100).run(1e-9, 100).squared.back() < 1);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  CHECK_THROWS_AS(sketch.run(0.1, 41), std::invalid_argument);
  CHECK_THROWS_AS(bidiagonal_sketch({1, 2, 3}, 4, 8, 3).kept_share(), std::invalid_argument);
  CHECK_THROWS_AS(bidiagonal_sketch({1, 2, 3}, 0, 8, 3), std::invalid_argument);
}
