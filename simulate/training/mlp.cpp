#include "simulate/training/mlp.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {

samples to_samples(const dataset& data) {
  return {data.inputs.cast<float>(), data.labels};
}

mlp make_mlp(const std::vector<int>& sizes, const stream& words) {
  if (sizes.size() < 2 || *std::min_element(sizes.begin(), sizes.end()) < 1) {
    throw std::invalid_argument("a network needs two sizes or more, each above 0");
  }
  mlp net;
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
    dense_layer layer{Eigen::MatrixXf(sizes[l + 1], sizes[l]), Eigen::VectorXf::Zero(sizes[l + 1])};
    fill_normal(words.part(l, sizes.size()), 0,
                {layer.weights.data(), static_cast<std::size_t>(layer.weights.size())});
    layer.weights *= std::sqrt(2.0F / static_cast<float>(sizes[l] + sizes[l + 1]));
    net.push_back(std::move(layer));
  }
  return net;
}

Eigen::MatrixXf logits(const mlp& net, const Eigen::MatrixXf& inputs) {
  if (net.empty() || net.front().weights.cols() != inputs.rows()) {
    throw std::invalid_argument("inputs of " + std::to_string(inputs.rows()) +
                                " features do not fit the network's first layer");
  }
  // Blocks of samples whose activations stay in a processor's cache.
  constexpr Eigen::Index most = 64;
  Eigen::MatrixXf all(net.back().weights.rows(), inputs.cols());
  Eigen::MatrixXf x;
  for (Eigen::Index first = 0; first < inputs.cols(); first += most) {
    const Eigen::Index size = std::min(most, inputs.cols() - first);
    x = inputs.middleCols(first, size);
    for (const dense_layer& layer : net) {
      Eigen::MatrixXf z = (layer.weights * x).colwise() + layer.bias;
      if (&layer != &net.back()) z = z.array().tanh();
      x.swap(z);
    }
    all.middleCols(first, size) = x;
  }
  return all;
}

Eigen::VectorXf margins(const Eigen::MatrixXf& logits, const std::vector<int>& labels) {
  Eigen::VectorXf all(logits.cols());
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    const int label = labels[static_cast<std::size_t>(i)];
    float largest = -std::numeric_limits<float>::infinity();
    for (Eigen::Index c = 0; c < logits.rows(); ++c) {
      if (c != label) largest = std::max(largest, logits(c, i));
    }
    float sum = 0;
    for (Eigen::Index c = 0; c < logits.rows(); ++c) {
      if (c != label) sum += std::exp(logits(c, i) - largest);
    }
    all[i] = logits(label, i) - largest - std::log(sum);
  }
  return all;
}

double mean_loss(const Eigen::VectorXf& margins) {
  double sum = 0;
  for (const float m : margins) {
    const double x = m;
    sum += x > 0 ? std::log1p(std::exp(-x)) : std::log1p(std::exp(x)) - x;
  }
  return sum / static_cast<double>(margins.size());
}

double accuracy(const Eigen::MatrixXf& logits, const std::vector<int>& labels) {
  Eigen::Index hits = 0;
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    Eigen::Index guess = 0;
    logits.col(i).maxCoeff(&guess);
    hits += guess == labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return static_cast<double>(hits) / static_cast<double>(logits.cols());
}

void to_slopes(Eigen::Ref<Eigen::MatrixXf> logits, const std::vector<int>& labels) {
  const Eigen::RowVectorXf largest = logits.colwise().maxCoeff();
  Eigen::MatrixXf shares = logits.rowwise() - largest;
  shares = shares.array().exp();
  const Eigen::RowVectorXf scales = shares.colwise().sum().cwiseInverse();
  logits = shares.array().rowwise() * scales.array();
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    logits(labels[static_cast<std::size_t>(i)], i) -= 1;
  }
}

}  // namespace loranoise::simulate
