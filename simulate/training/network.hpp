// A perceptron with one hidden layer: logits = W2 tanh(W1 x + b1) + b2, softmax cross-entropy.
// tanh, because a ReLU unit that sleeps through a batch would give a gradient row of zeros.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "simulate/training/digits.hpp"

namespace loranoise::simulate {

inline constexpr int digit_hidden_units = 128;

/// Weights, or what has their shapes: gradients with respect to them.
struct perceptron {
  Eigen::MatrixXd layer1;  // hidden x features
  Eigen::VectorXd bias1;   // hidden
  Eigen::MatrixXd layer2;  // classes x hidden
  Eigen::VectorXd bias2;   // classes
};

struct perceptron_shape {
  Eigen::Index features = digit_features;
  Eigen::Index hidden = digit_hidden_units;
  Eigen::Index classes = digit_classes;
};

/// Biases zero, weights N(0, 2 / (inputs + outputs)) (Glorot and Bengio 2010). Throws
/// std::invalid_argument unless every size is positive.
[[nodiscard]] perceptron make_perceptron(const perceptron_shape& shape, std::uint64_t seed);

/// tanh(W1 x + b1), hidden x samples.
[[nodiscard]] Eigen::MatrixXd hidden_activations(const perceptron& net,
                                                 const Eigen::MatrixXd& inputs);

/// The derivative of the mean cross-entropy with respect to the logits, (softmax - onehot)/samples;
/// `logits` is classes x samples. Throws std::invalid_argument where there is no sample, not one
/// label per sample, or a label that is no class.
[[nodiscard]] Eigen::MatrixXd cross_entropy_slope(const Eigen::MatrixXd& logits,
                                                  const std::vector<int>& labels);

/// Mean cross-entropy in nats, evaluated as logsumexp - logit, so that it never overflows.
/// Throws as cross_entropy_slope does.
[[nodiscard]] double cross_entropy(const Eigen::MatrixXd& logits, const std::vector<int>& labels);

/// Mean cross-entropy over the data, and the share of samples whose largest logit is the label's.
/// These and gradients() throw std::invalid_argument where shapes of net and data do not fit.
[[nodiscard]] double loss(const perceptron& net, const dataset& data);
[[nodiscard]] double accuracy(const perceptron& net, const dataset& data);

/// Gradient of loss(net, batch) with respect to every parameter, by backpropagation: the weight
/// gradients are out x in, averaged over the batch.
[[nodiscard]] perceptron gradients(const perceptron& net, const dataset& batch);

}  // namespace loranoise::simulate
