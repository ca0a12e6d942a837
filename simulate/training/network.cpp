#include "simulate/training/network.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

#include "simulate/training/seeded_draws.hpp"

namespace loranoise::simulate {
namespace {

void check_labels(const Eigen::MatrixXd& logits, const std::vector<int>& labels) {
  if (labels.empty() || static_cast<Eigen::Index>(labels.size()) != logits.cols()) {
    throw std::invalid_argument("there are " + std::to_string(labels.size()) + " labels for " +
                                std::to_string(logits.cols()) +
                                " samples; give one label per sample and at least one sample.");
  }
  for (const int label : labels) {
    if (label < 0 || label >= logits.rows()) {
      throw std::invalid_argument("label " + std::to_string(label) + " is not one of the " +
                                  std::to_string(logits.rows()) + " classes, counted from 0.");
    }
  }
}

Eigen::MatrixXd logits_of(const perceptron& net, const Eigen::MatrixXd& hidden) {
  return (net.layer2 * hidden).colwise() + net.bias2;
}

// Glorot's deviation keeps the scale of signals and of gradients through a layer.
Eigen::MatrixXd initial_weights(Eigen::Index out, Eigen::Index in, std::uint64_t seed,
                                std::string_view experiment) {
  return normal_matrix(out, in, std::sqrt(2.0 / static_cast<double>(in + out)), seed, experiment);
}

}  // namespace

perceptron make_perceptron(const perceptron_shape& shape, std::uint64_t seed) {
  if (shape.features < 1 || shape.hidden < 1 || shape.classes < 1) {
    throw std::invalid_argument("every layer of a perceptron needs at least one unit.");
  }
  return {
      initial_weights(shape.hidden, shape.features, seed, "training/layer1"),
      Eigen::VectorXd::Zero(shape.hidden),
      initial_weights(shape.classes, shape.hidden, seed, "training/layer2"),
      Eigen::VectorXd::Zero(shape.classes),
  };
}

Eigen::MatrixXd hidden_activations(const perceptron& net, const Eigen::MatrixXd& inputs) {
  if (inputs.rows() != net.layer1.cols()) {
    throw std::invalid_argument("the samples have " + std::to_string(inputs.rows()) +
                                " features where the network takes " +
                                std::to_string(net.layer1.cols()) + ".");
  }
  return ((net.layer1 * inputs).colwise() + net.bias1).array().tanh();
}

Eigen::MatrixXd cross_entropy_slope(const Eigen::MatrixXd& logits, const std::vector<int>& labels) {
  check_labels(logits, labels);
  const Eigen::RowVectorXd largest = logits.colwise().maxCoeff();
  Eigen::MatrixXd slope = (logits.rowwise() - largest).array().exp();
  const Eigen::RowVectorXd totals = slope.colwise().sum();
  for (Eigen::Index sample = 0; sample < logits.cols(); ++sample) {
    slope.col(sample) /= totals(sample);
    slope(labels[static_cast<std::size_t>(sample)], sample) -= 1.0;
  }
  return slope / static_cast<double>(logits.cols());
}

double cross_entropy(const Eigen::MatrixXd& logits, const std::vector<int>& labels) {
  check_labels(logits, labels);
  double total = 0.0;
  for (Eigen::Index sample = 0; sample < logits.cols(); ++sample) {
    const auto column = logits.col(sample).array();
    const double largest = column.maxCoeff();
    total += largest + std::log((column - largest).exp().sum()) -
             column(labels[static_cast<std::size_t>(sample)]);
  }
  return total / static_cast<double>(logits.cols());
}

double loss(const perceptron& net, const dataset& data) {
  return cross_entropy(logits_of(net, hidden_activations(net, data.inputs)), data.labels);
}

double accuracy(const perceptron& net, const dataset& data) {
  const Eigen::MatrixXd logits = logits_of(net, hidden_activations(net, data.inputs));
  check_labels(logits, data.labels);
  Eigen::Index hits = 0;
  for (Eigen::Index sample = 0; sample < logits.cols(); ++sample) {
    Eigen::Index guess = 0;
    logits.col(sample).maxCoeff(&guess);
    hits += guess == data.labels[static_cast<std::size_t>(sample)] ? 1 : 0;
  }
  return static_cast<double>(hits) / static_cast<double>(logits.cols());
}

perceptron gradients(const perceptron& net, const dataset& batch) {
  const Eigen::MatrixXd hidden = hidden_activations(net, batch.inputs);
  const Eigen::MatrixXd slope2 = cross_entropy_slope(logits_of(net, hidden), batch.labels);
  const Eigen::MatrixXd slope1 =
      (net.layer2.transpose() * slope2).array() * (1.0 - hidden.array().square());
  return {slope1 * batch.inputs.transpose(), slope1.rowwise().sum(), slope2 * hidden.transpose(),
          slope2.rowwise().sum()};
}

}  // namespace loranoise::simulate
