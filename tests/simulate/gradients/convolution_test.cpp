// A convolution's gradient against finite differences of the convolution itself, and the adapter's
// gradient against the chain rule through an r-channel convolution.
#include "simulate/gradients/convolution.hpp"

#include <stdexcept>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr int channels = 2;
constexpr int kernel = 3;
constexpr int outputs = 3;

image some_image() {
  image input{5, 4, Eigen::MatrixXd(channels, 20)};
  for (int k = 0; k < 40; ++k) input.pixels.data()[k] = ((k * 37) % 23) / 7.0 - 1.5;
  return input;
}

// The convolution by its definition, weight[o][(c, dy, dx)].
Eigen::MatrixXd convolved(const image& input, const Eigen::MatrixXd& weight) {
  const int rows = input.height - kernel + 1;
  const int columns = input.width - kernel + 1;
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(weight.rows(), Eigen::Index{rows} * columns);
  for (int o = 0; o < weight.rows(); ++o) {
    for (int y = 0; y < rows; ++y) {
      for (int x = 0; x < columns; ++x) {
        for (int c = 0; c < channels; ++c) {
          for (int dy = 0; dy < kernel; ++dy) {
            for (int dx = 0; dx < kernel; ++dx) {
              out(o, y * columns + x) += weight(o, (c * kernel + dy) * kernel + dx) *
                                         input.pixels(c, (y + dy) * input.width + x + dx);
            }
          }
        }
      }
    }
  }
  return out;
}

Eigen::MatrixXd by_output() {
  Eigen::MatrixXd all(outputs, 6);
  for (int k = 0; k < 18; ++k) all.data()[k] = ((k * 11) % 13) / 5.0 - 1;
  return all;
}

}  // namespace

TEST_CASE("convolution: the gradient is the derivative of the convolution") {
  const image input = some_image();
  const Eigen::MatrixXd G = convolution_gradient(input, kernel, by_output());
  REQUIRE(G.rows() == outputs);
  REQUIRE(G.cols() == channels * kernel * kernel);
  // The loss <by_output, convolution> is linear in the weight.
  for (Eigen::Index o = 0; o < G.rows(); ++o) {
    for (Eigen::Index j = 0; j < G.cols(); ++j) {
      Eigen::MatrixXd unit = Eigen::MatrixXd::Zero(G.rows(), G.cols());
      unit(o, j) = 1;
      const double derivative = by_output().cwiseProduct(convolved(input, unit)).sum();
      REQUIRE(std::abs(G(o, j) - derivative) < 1e-12);
    }
  }
}

TEST_CASE("convolution: B of 1 x 1 behind an r-channel A gets the gradient G A'") {
  const image input = some_image();
  Eigen::MatrixXd A(2, channels * kernel * kernel);
  for (int k = 0; k < A.size(); ++k) A.data()[k] = ((k * 7) % 11) / 4.0 - 1.2;
  // The layer's output is B (A * input): by B it has the derivative by_output (A * input)'.
  const Eigen::MatrixXd by_b = by_output() * convolved(input, A).transpose();
  const Eigen::MatrixXd G = convolution_gradient(input, kernel, by_output());
  CHECK((by_b - G * A.transpose()).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("convolution: loralib's layout keeps the order of the numbers") {
  Eigen::MatrixXd G(2, 18);
  for (int o = 0; o < 2; ++o) {
    for (int j = 0; j < 18; ++j) G(o, j) = 18 * o + j;
  }
  const Eigen::MatrixXd laid = loralib_layout(G, 3);
  REQUIRE(laid.rows() == 6);
  REQUIRE(laid.cols() == 6);
  for (int k = 0; k < 36; ++k) CHECK(laid(k / 6, k % 6) == k);
}

TEST_CASE("convolution: shapes that do not fit are named") {
  const image input = some_image();
  CHECK_THROWS_WITH(patches(input, 5), Catch::Contains("choose 1 up to"));
  CHECK_THROWS_AS(patches({5, 5, input.pixels}, 3), std::invalid_argument);
  CHECK_THROWS_AS(convolution_gradient(input, 3, Eigen::MatrixXd::Ones(1, 5)),
                  std::invalid_argument);
  CHECK_THROWS_AS(loralib_layout(Eigen::MatrixXd::Ones(2, 10), 3), std::invalid_argument);
}
