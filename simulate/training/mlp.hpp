// Multilayer perceptrons in single precision, for training many of them: tanh between the layers,
// softmax cross-entropy on top.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "simulate/random/stream.hpp"
#include "simulate/training/digits.hpp"

namespace loranoise::simulate {

struct dense_layer {
  Eigen::MatrixXf weights;  ///< out x in
  Eigen::VectorXf bias;     ///< out
};

using mlp = std::vector<dense_layer>;

/// Labelled samples, a column each.
struct samples {
  Eigen::MatrixXf inputs;  ///< features x samples
  std::vector<int> labels;

  [[nodiscard]] Eigen::Index size() const { return inputs.cols(); }
};

[[nodiscard]] samples to_samples(const dataset& data);

/// Layers of these sizes, inputs first: biases zero, weights N(0, 2/(in + out)) (Glorot and Bengio
/// 2010). std::invalid_argument for fewer than two sizes, or one below 1.
[[nodiscard]] mlp make_mlp(const std::vector<int>& sizes, const stream& words);

/// Classes x samples. std::invalid_argument where the inputs are not as wide as the first layer.
[[nodiscard]] Eigen::MatrixXf logits(const mlp& net, const Eigen::MatrixXf& inputs);

/// log p_y - log(1 - p_y) of each sample: its label's logit against all others, by which membership
/// attacks score it. The loss is log(1 + exp(-margin)).
[[nodiscard]] Eigen::VectorXf margins(const Eigen::MatrixXf& logits,
                                      const std::vector<int>& labels);

/// Mean of log(1 + exp(-margin)), nats.
[[nodiscard]] double mean_loss(const Eigen::VectorXf& margins);

/// The share of samples whose largest logit is that of the label.
[[nodiscard]] double accuracy(const Eigen::MatrixXf& logits, const std::vector<int>& labels);

/// Puts softmax(logits) - onehot(labels) in the place of the logits: the slopes of each sample's
/// loss.
void to_slopes(Eigen::Ref<Eigen::MatrixXf> logits, const std::vector<int>& labels);

}  // namespace loranoise::simulate
