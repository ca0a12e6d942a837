#include "simulate/sketch/sketch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "simulate/random/normal.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

template <sketch Sketch>
Eigen::MatrixXd draw(const Sketch& sketch, const stream& words) {
  Eigen::MatrixXd A(sketch.rank, sketch.width);
  sketch.fill(words, A);
  return A;
}

template <sketch Sketch>
void check_panels(const Sketch& sketch) {
  CAPTURE(std::string(Sketch::name), sketch.rank, sketch.width);
  const stream words{3, 4, 5};
  const Eigen::MatrixXd A = draw(sketch, words);
  std::vector<double> panels(panel_size(sketch.rank, sketch.width));
  sketch.panels(words, std::span<double>(panels));
  for (int j = 0; j < sketch.width; ++j) {
    for (int i = 0; i < sketch.rank; ++i) {
      const int row = sketch.rank * (j / panel_width) + i;
      const auto at =
          static_cast<std::size_t>(row) * panel_width + static_cast<std::size_t>(j % panel_width);
      REQUIRE(A(i, j) == sketch.scale * panels[at]);
    }
  }
}

template <column_sketch Sketch>
void check_columns(const Sketch& sketch) {
  check_panels(sketch);
  CAPTURE(std::string(Sketch::name), sketch.rank, sketch.width);
  const stream words{3, 4, 5};
  const Eigen::MatrixXd A = draw(sketch, words);
  Eigen::VectorXd a(sketch.rank);
  for (int i = 0; i < sketch.width; ++i) {
    sketch.column(words, i, {a.data(), static_cast<std::size_t>(a.size())});
    REQUIRE(a == A.col(i));
  }
}

// Mean, variance and fourth moment of the entries of A / scale, from double and float panels,
// against the law's: alarms below 1e-9 each, as the eighth moments bound the spread of the fourth.
template <class Sketch>
void check_law(const Sketch& sketch, double variance, double fourth, double eighth) {
  CAPTURE(std::string(Sketch::name));
  const auto check = [&](const auto& panels) {
    double sum = 0;
    double square = 0;
    double quartic = 0;
    for (const double x : panels) {
      sum += x;
      square += x * x;
      quartic += x * x * x * x;
    }
    const auto n = static_cast<double>(panels.size());
    constexpr double alarm_z = 6.1;
    CHECK(std::abs(sum / n) < alarm_z * std::sqrt(variance / n));
    CHECK(std::abs(square / n - variance) <=
          alarm_z * std::sqrt((fourth - variance * variance) / n));
    CHECK(std::abs(quartic / n - fourth) <= alarm_z * std::sqrt((eighth - fourth * fourth) / n));
  };
  std::vector<double> wide(panel_size(sketch.rank, sketch.width));
  std::vector<float> narrow(wide.size());
  sketch.panels({1, 2, 3}, std::span<double>(wide));
  sketch.panels({1, 2, 3}, std::span<float>(narrow));
  check(wide);
  check(narrow);
}

}  // namespace

TEST_CASE("any column of a sketch with independent columns can be drawn alone") {
  for (const auto& [rank, width] : {std::pair{1, 1}, {5, 40}, {8, 64}, {33, 47}}) {
    check_columns(gaussian_sketch(rank, width));
    check_columns(uniform_sketch(rank, width));
    check_columns(rademacher_sketch(rank, width));
    check_columns(sparse_sign_sketch(rank, width, 0.2));
    check_columns(peft_default_sketch(rank, width));
    check_columns(peft_gaussian_sketch(rank, width));
    check_panels(haar_sketch(rank, width));
    check_panels(lora_fa_projector_sketch(rank, width));
  }
}

TEST_CASE("entries lie in the stream in panels of sixteen columns") {
  const auto A = draw(gaussian_sketch(5, 40), {3, 4, 5});
  REQUIRE(A(2, 37) == normal({3, 4, 5}, 16 * (5 * 2 + 2) + 5) * (1 / std::sqrt(5.0)));
}

TEST_CASE("entries have the moments of their laws") {
  check_law(gaussian_sketch(100, 1600), 1, 3, 105);
  check_law(uniform_sketch(100, 1600), 1.0 / 3, 1.0 / 5, 1.0 / 9);
  check_law(rademacher_sketch(100, 1600), 1, 1, 1);
  check_law(sparse_sign_sketch(100, 1600, 0.1), 0.1, 0.1, 0.1);
}

TEST_CASE(
    "the mean of A'A is unit_mean times the identity, exactly so in the trace of the orthonormal "
    "ones") {
  const auto trace = [](const auto& sketch) {
    return draw(sketch, {9, 9, 9}).squaredNorm() / sketch.width;
  };
  // |A|^2 / width is a mean over rank * width squares, whose relative deviation is at most 3 /
  // sqrt(rank width) here.
  const double margin = 6.1 * 3 / std::sqrt(64.0 * 1024);
  const auto check = [&](const auto& sketch) {
    CAPTURE(std::string(sketch.name));
    CHECK(trace(sketch) == Approx(sketch.unit_mean()).epsilon(margin));
  };
  check(gaussian_sketch(64, 1024));
  check(uniform_sketch(64, 1024));
  check(rademacher_sketch(64, 1024));
  check(sparse_sign_sketch(64, 1024, 0.1));
  check(peft_default_sketch(64, 1024));
  check(peft_gaussian_sketch(64, 1024));
  CHECK(trace(haar_sketch(64, 256)) == Approx(1).epsilon(1e-12));
  CHECK(trace(lora_fa_projector_sketch(64, 256)) == Approx(0.25).epsilon(1e-12));
}

TEST_CASE("the orthonormal sketches have orthonormal rows, uniform in direction") {
  const auto Q = draw(lora_fa_projector_sketch(6, 30), {1, 2, 3});
  CHECK((Q * Q.transpose() - Eigen::MatrixXd::Identity(6, 6)).norm() < 1e-13);
  const auto A = draw(haar_sketch(6, 30), {1, 2, 3});
  CHECK((A - std::sqrt(5.0) * Q).norm() < 1e-13);
  // One entry of a row uniform on the sphere of dimension m has mean 0 and variance 1/m, and E x^4
  // = 3/(m (m + 2)).
  constexpr int trials = 20000;
  constexpr int m = 8;
  for (const int row : {0, 2}) {
    moments entry;
    for (std::uint64_t t = 0; t < trials; ++t) {
      entry.add(draw(lora_fa_projector_sketch(3, m), {1, 2, t})(row, row));
    }
    CHECK(std::abs(entry.mean()) < 6.1 * std::sqrt(1.0 / m / trials));
    const double spread = std::sqrt((3.0 / (m * (m + 2)) - 1.0 / (m * m)) / trials);
    CHECK(std::abs(entry.variance() - 1.0 / m) < 6.1 * spread);
  }
}

TEST_CASE("a square orthonormal sketch leaves no noise") {
  const auto A = draw(haar_sketch(12, 12), {1, 2, 3});
  CHECK((A.transpose() * A - Eigen::MatrixXd::Identity(12, 12)).norm() < 1e-13);
}

TEST_CASE("densities that are not above 0, or are above 1, are refused") {
  CHECK_THROWS_AS(sparse_sign_sketch(2, 8, 0.0), std::invalid_argument);
  CHECK_THROWS_AS(sparse_sign_sketch(2, 8, 1.5), std::invalid_argument);
  CHECK_THROWS_AS(sparse_sign_sketch(2, 8, std::numeric_limits<double>::quiet_NaN()),
                  std::invalid_argument);
  CHECK_THROWS_WITH(haar_sketch(80, 64),
                    "rank 80 is above the width 64: choose a rank from 1 to 64");
}
