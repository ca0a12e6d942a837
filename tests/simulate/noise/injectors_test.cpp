// The injectors draw what they say: PEFT's orthogonal factors, and noise that a second computation
// gives as well.
#include "simulate/noise/injectors.hpp"

#include <Eigen/LU>
#include <cmath>
#include <stdexcept>

#include "simulate/random/normal.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

Eigen::MatrixXd some_gradient() {
  Eigen::MatrixXd G(3, 5);
  G << 1, -2, 0.5, 0, 3, -1, 0.25, 2, 1, -0.5, 0.1, 0.2, -0.3, 0.4, 1.5;
  return G;
}

stream words_of(std::uint64_t trial) {
  return {11, experiment_id("tests/injectors"), trial};
}

}  // namespace

TEST_CASE("injectors: a row's sketch is that of the whole gradient") {
  const Eigen::MatrixXd G = some_gradient();
  const gaussian_sketch sketch(2, 5);
  Eigen::MatrixXd A(2, 5);
  sketch.fill(words_of(3), A);
  Eigen::RowVectorXd noise;
  row_sketch(sketch).draw(words_of(3), G, 1, noise);
  CHECK((noise - (G * A.transpose() * A - G).row(1)).cwiseAbs().maxCoeff() < 1e-13);
}

TEST_CASE("injectors: masks drop or scale, gates stay within 0 and 2") {
  const Eigen::MatrixXd G = some_gradient();
  Eigen::RowVectorXd noise;
  int kept = 0;
  for (std::uint64_t trial = 0; trial < 2000; ++trial) {
    random_mask(0.2).draw(words_of(trial), G, 1, noise);
    for (int i = 0; i < 5; ++i) {
      const double factor = noise[i] / G(1, i) + 1;
      REQUIRE((std::abs(factor) < 1e-12 || std::abs(factor - 5) < 1e-12));
      if (factor > 1) ++kept;
    }
    stochastic_gates(0.5).draw(words_of(trial), G, 1, noise);
    const Eigen::RowVectorXd gate = noise.cwiseQuotient(G.row(1)).array() + 1;
    REQUIRE(gate.minCoeff() >= 0);
    REQUIRE(gate.maxCoeff() <= 2);
    sampled_gradient(0.3).draw(words_of(trial), G, 1, noise);
    REQUIRE(std::abs(noise[2] - 0.3 * normal(words_of(trial), 2)) < 1e-15);
  }
  CHECK(std::abs(kept - 2000) < 6 * 40);  // 10000 of probability 0.2, deviation 40
}

TEST_CASE("injectors: a left sketch is a sketch of the transpose") {
  const Eigen::MatrixXd G = some_gradient();
  Eigen::MatrixXd B(3, 2);
  for (int k = 0; k < 6; ++k) B.data()[k] = normal(words_of(5), static_cast<std::uint64_t>(k));
  Eigen::RowVectorXd noise;
  left_sketch(2).draw(words_of(5), G, 2, noise);
  const Eigen::MatrixXd whole = B * B.transpose() / 2 * G - G;
  CHECK((noise - whole.row(2)).cwiseAbs().maxCoeff() < 1e-13);
}

TEST_CASE("injectors: PEFT's orthogonal initialisation has B A = 0 and half the rank") {
  const orthogonal_initialisation start(4);
  const auto [A, B] = start.initial(words_of(1), 6, 9);
  CHECK(A.rows() == 4);
  CHECK(B.cols() == 4);
  CHECK((B * A).cwiseAbs().maxCoeff() < 1e-14);
  CHECK(A.cwiseAbs().maxCoeff() > 0.05);
  CHECK(B.cwiseAbs().maxCoeff() > 0.05);
  const Eigen::MatrixXd M = A.transpose() * A;
  CHECK(Eigen::FullPivLU<Eigen::MatrixXd>(M).setThreshold(1e-10).rank() == 2);
}

TEST_CASE("injectors: parameters out of range are named") {
  CHECK_THROWS_WITH(random_mask(0), Catch::Contains("choose one above 0"));
  CHECK_THROWS_AS(random_mask(1.5), std::invalid_argument);
  CHECK_THROWS_AS(stochastic_gates(-1), std::invalid_argument);
  CHECK_THROWS_AS(sampled_gradient(NAN), std::invalid_argument);
  CHECK_THROWS_AS(left_sketch(0), std::invalid_argument);
  CHECK_THROWS_WITH(orthogonal_initialisation(3), Catch::Contains("choose an even rank"));
}
