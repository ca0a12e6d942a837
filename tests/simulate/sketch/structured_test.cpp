// What the structured sketches are by definition, in every draw, and that their places and signs
// are all taken alike.
#include "simulate/sketch/structured.hpp"

#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "simulate/sketch/sketch.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr int draws = 4096;

template <sketch Sketch, class Check>
void every_draw(const Sketch& drawn, Check check) {
  Eigen::MatrixXd A(drawn.rank, drawn.width);
  for (std::uint64_t trial = 0; trial < draws; ++trial) {
    drawn.fill({7, experiment_id(Sketch::name), trial}, A);
    check(A);
  }
}

// The mean of A'A over the draws is I to six deviations, each at most `deviation` a draw.
template <sketch Sketch>
void check_unit_mean(const Sketch& drawn, double deviation) {
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(drawn.width, drawn.width);
  every_draw(drawn, [&](const Eigen::MatrixXd& A) { sum += A.transpose() * A; });
  const Eigen::MatrixXd off = sum / draws - Eigen::MatrixXd::Identity(drawn.width, drawn.width);
  CHECK(off.cwiseAbs().maxCoeff() < 6 * deviation / std::sqrt(static_cast<double>(draws)));
  CHECK(drawn.unit_mean() == 1);
}

// Panels hold A / scale.
template <sketch Sketch>
void check_panels(const Sketch& drawn) {
  const stream words{3, 5, 8};
  Eigen::MatrixXd A(drawn.rank, drawn.width);
  Eigen::MatrixXd unpacked(drawn.rank, drawn.width);
  drawn.fill(words, A);
  std::vector<double> panels(panel_size(drawn.rank, drawn.width));
  drawn.panels(words, std::span<double>(panels));
  unpack_panels(panels, drawn.scale, unpacked);
  CHECK((unpacked - A).cwiseAbs().maxCoeff() < 1e-14);
  CHECK_THROWS_AS(drawn.fill(words, A.leftCols(drawn.width - 1)), std::invalid_argument);
}

double largest_off(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return (a - b).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("structured sketches: the conference matrices are what they are called") {
  for (const int width : {6, 14, 18, 30, 38, 42}) {
    const Eigen::MatrixXd C = conference_matrix(width);
    CHECK(largest_off(C, C.transpose()) == 0);
    CHECK(largest_off(C * C.transpose(), (width - 1) * Eigen::MatrixXd::Identity(width, width)) ==
          0);
    CHECK(C.diagonal().cwiseAbs().maxCoeff() == 0);
  }
  for (const int width : {1, 2, 4, 8, 10, 12, 16, 22, 26}) {
    CHECK_THROWS_WITH(conference_matrix(width),
                      Catch::Contains("choose a width one above a prime"));
  }
}

TEST_CASE("structured sketches: a frame's A'A is twice a projector with equal entries") {
  const equiangular_sketch frame(7, 14);
  check_panels(frame);
  check_unit_mean(frame, 1);
  const double coherence = 1 / std::sqrt(13.0);
  every_draw(frame, [&](const Eigen::MatrixXd& A) {
    const Eigen::MatrixXd M = A.transpose() * A;
    REQUIRE(largest_off(M * M, 2 * M) < 1e-13);
    for (int j = 0; j < 14; ++j) {
      for (int i = 0; i < j; ++i) REQUIRE(std::abs(std::abs(M(i, j)) - coherence) < 1e-13);
      REQUIRE(std::abs(M(j, j) - 1) < 1e-13);
    }
  });
  CHECK_THROWS_WITH(equiangular_sketch(6, 14), Catch::Contains("has rank 7, not 6"));
  CHECK_THROWS_WITH(equiangular_sketch(8, 16), Catch::Contains("order 16"));
}

TEST_CASE("structured sketches: Hadamard rows are orthogonal, and repeated ones may be equal") {
  const hadamard_sketch different(5, 16);
  const repeated_hadamard_sketch repeated(5, 16);
  check_panels(different);
  check_unit_mean(different, 0.5);
  check_unit_mean(repeated, 0.5);
  every_draw(different, [](const Eigen::MatrixXd& A) {
    REQUIRE(largest_off(A * A.transpose(), 16.0 / 5 * Eigen::MatrixXd::Identity(5, 5)) < 1e-13);
  });
  int with_equal_rows = 0;
  every_draw(repeated, [&](const Eigen::MatrixXd& A) {
    const Eigen::MatrixXd inner = A * A.transpose() * 5 / 16;
    REQUIRE(largest_off(inner.cwiseAbs2(), inner.cwiseAbs()) < 1e-13);  // 0 or 1
    if (inner.cwiseAbs().sum() > 5.5) ++with_equal_rows;
  });
  // 1 - (15 14 13 12)/16^4 = 0.5001 of the draws, to six deviations
  CHECK(std::abs(with_equal_rows - 0.5001 * draws) < 6 * 0.5 * std::sqrt(double{draws}));
  CHECK_THROWS_WITH(hadamard_sketch(2, 12), Catch::Contains("power of two"));
}

TEST_CASE("structured sketches: columns of signs have so many entries, in all places alike") {
  for (const int entries : {1, 2, 4}) {
    const osnap_sketch drawn(4, 7, entries);
    check_panels(drawn);
    check_unit_mean(drawn, 0.5);
    Eigen::MatrixXd filled = Eigen::MatrixXd::Zero(4, 7);
    every_draw(drawn, [&](const Eigen::MatrixXd& A) {
      const Eigen::MatrixXd squares = A.cwiseAbs2() * entries;
      REQUIRE(largest_off(squares.cwiseAbs2(), squares) < 1e-13);  // 0 or 1
      REQUIRE(largest_off(squares.colwise().sum(), Eigen::RowVectorXd::Constant(7, entries)) <
              1e-13);
      filled += squares;
    });
    CHECK(largest_off(filled / draws, Eigen::MatrixXd::Constant(4, 7, entries / 4.0)) <
          6 * 0.5 / 64);
  }
  CHECK_THROWS_WITH(osnap_sketch(4, 7, 5), Catch::Contains("choose 1 up to the rank"));
  CHECK_THROWS_AS(osnap_sketch(4, 7, 0), std::invalid_argument);
  CHECK(count_sketch(4, 7).per_column == 1);
}

TEST_CASE("structured sketches: a mask of exactly k, every pair alike") {
  const fixed_mask_sketch mask(2, 5);
  check_panels(mask);
  check_unit_mean(mask, 1.3);
  std::map<std::pair<int, int>, int> pairs;
  every_draw(mask, [&](const Eigen::MatrixXd& A) {
    const Eigen::VectorXd kept = (A.transpose() * A).diagonal();
    std::vector<int> places;
    for (int i = 0; i < 5; ++i) {
      if (kept[i] != 0) places.push_back(i);
    }
    REQUIRE(places.size() == 2);
    REQUIRE(std::abs(kept[places[0]] - 2.5) < 1e-13);
    ++pairs[{places[0], places[1]}];
  });
  CHECK(pairs.size() == 10);
  for (const auto& [pair, count] : pairs) {
    CHECK(std::abs(count - 0.1 * draws) < 6 * std::sqrt(0.09 * draws));
  }
}

TEST_CASE("structured sketches: directions have the sphere's radius and are independent") {
  const sphere_sketch drawn(3, 8);
  check_panels(drawn);
  check_unit_mean(drawn, 1);
  double inner = 0;
  every_draw(drawn, [&](const Eigen::MatrixXd& A) {
    REQUIRE(largest_off(A.rowwise().squaredNorm(), Eigen::VectorXd::Constant(3, 8.0 / 3)) < 1e-13);
    inner += std::pow(A.row(0).dot(A.row(1)) * 3 / 8, 2);
  });
  // The squared cosine of two independent directions is 1/8 on average, deviation below 0.2.
  CHECK(std::abs(inner / draws - 0.125) < 6 * 0.2 / 64);
}
