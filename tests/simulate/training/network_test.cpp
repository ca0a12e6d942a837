#include "simulate/training/network.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

dataset first_digits(Eigen::Index count) {
  const dataset all = read_digits(LORANOISE_DATA_DIR "/digits.csv");
  std::vector<Eigen::Index> indices;
  for (Eigen::Index s = 0; s < count; ++s) {
    indices.push_back(s);
  }
  return select(all, indices);
}

// The largest difference between `gradient` and central differences of the loss in `parameter`, a
// part of `net`. The differences err by h^2 |L'''|/6 + 2^-52 L / h, about 1e-10 at h = 1e-5.
template <class Parameter>
double worst_difference(perceptron& net, Parameter& parameter, const Parameter& gradient,
                        const dataset& batch) {
  constexpr double h = 1e-5;
  double worst = 0.0;
  for (Eigen::Index k = 0; k < parameter.size(); ++k) {
    double& entry = parameter.data()[k];
    const double kept = entry;
    entry = kept + h;
    const double above = loss(net, batch);
    entry = kept - h;
    const double below = loss(net, batch);
    entry = kept;
    worst = std::max(worst, std::abs((above - below) / (2.0 * h) - gradient.data()[k]));
  }
  return worst;
}

}  // namespace

TEST_CASE("gradients agree with central finite differences in every parameter") {
  const dataset batch = first_digits(8);
  perceptron net = make_perceptron({.hidden = 16}, 3);
  net.bias1.setLinSpaced(-0.5, 0.5);
  net.bias2.setLinSpaced(0.3, -0.2);
  const perceptron exact = gradients(net, batch);
  CHECK(exact.layer1.cwiseAbs().maxCoeff() > 1e-2);
  CHECK(worst_difference(net, net.layer1, exact.layer1, batch) < 1e-8);
  CHECK(worst_difference(net, net.bias1, exact.bias1, batch) < 1e-8);
  CHECK(worst_difference(net, net.layer2, exact.layer2, batch) < 1e-8);
  CHECK(worst_difference(net, net.bias2, exact.bias2, batch) < 1e-8);
}

TEST_CASE("the gradient of a batch is the mean of its samples' gradients") {
  const dataset batch = first_digits(5);
  const perceptron net = make_perceptron({}, 4);
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(128, 64);
  for (Eigen::Index s = 0; s < 5; ++s) {
    sum += gradients(net, select(batch, {s})).layer1;
  }
  CHECK((sum / 5.0 - gradients(net, batch).layer1).cwiseAbs().maxCoeff() < 1e-15);
}

TEST_CASE("an untrained network with zero output weights has loss log 10") {
  perceptron net = make_perceptron({}, 1);
  net.layer2.setZero();
  CHECK(std::abs(loss(net, first_digits(20)) - std::log(10.0)) < 1e-14);
}

TEST_CASE("cross-entropy stays finite for huge logits") {
  Eigen::MatrixXd logits(2, 1);
  logits << 1e4, -1e4;
  CHECK(cross_entropy(logits, {1}) == 2e4);
  CHECK(cross_entropy(logits, {0}) == 0.0);
  CHECK(cross_entropy_slope(logits, {1})(0, 0) == 1.0);
}

TEST_CASE("a network refuses shapes and labels that do not fit") {
  const perceptron net = make_perceptron({}, 1);
  CHECK_THROWS_AS(loss(net, {Eigen::MatrixXd::Zero(63, 1), {0}}), std::invalid_argument);
  CHECK_THROWS_AS(loss(net, {Eigen::MatrixXd::Zero(64, 2), {0}}), std::invalid_argument);
  CHECK_THROWS_AS(gradients(net, {Eigen::MatrixXd::Zero(64, 0), {}}), std::invalid_argument);
  CHECK_THROWS_AS(accuracy(net, {Eigen::MatrixXd::Zero(64, 1), {10}}), std::invalid_argument);
  CHECK_THROWS_AS(make_perceptron({.hidden = 0}, 1), std::invalid_argument);
}
