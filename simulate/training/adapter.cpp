#include "simulate/training/adapter.hpp"

#include <cmath>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"
#include "simulate/training/train.hpp"

namespace loranoise::simulate {
namespace {

struct factors {
  Eigen::MatrixXd a;  // rank x in
  Eigen::MatrixXd b;  // out x rank
};

// A layer without an adapter holds none.
struct adapters {
  std::optional<factors> layer1;
  std::optional<factors> layer2;
};

// The sketch is the first trial of an experiment of its own per layer.
std::optional<factors> make_factors(bool wanted, const Eigen::MatrixXd& weights,
                                    const adapter_options& options, std::string_view experiment) {
  if (!wanted) {
    return std::nullopt;
  }
  const gaussian_sketch family(options.rank, static_cast<int>(weights.cols()));
  factors out{Eigen::MatrixXd(options.rank, weights.cols()),
              Eigen::MatrixXd::Zero(weights.rows(), options.rank)};
  family.fill({.seed = options.seed, .experiment = experiment_id(experiment)}, out.a);
  return out;
}

void check_adapter(const adapter_options& options) {
  if (options.steps < 0) {
    throw std::invalid_argument("the number of steps must not be negative.");
  }
  if (!(options.learning_rate > 0.0 && std::isfinite(options.learning_rate))) {
    throw std::invalid_argument("the learning rate must be positive and finite.");
  }
}

perceptron merged(const perceptron& net, const adapters& added) {
  perceptron out = net;
  if (added.layer1) {
    out.layer1 += added.layer1->b * added.layer1->a;
  }
  if (added.layer2) {
    out.layer2 += added.layer2->b * added.layer2->a;
  }
  return out;
}

// One SGD step on a layer's factors, given its inputs and the slopes of its outputs: dL/dB = slope
// (A x)', dL/dA = B' slope x', both at the factors before the step.
void descend_factors(factors& f, const Eigen::MatrixXd& slope, const Eigen::MatrixXd& inputs,
                     const Eigen::MatrixXd& sketched, double rate, trained_factors trained) {
  const Eigen::MatrixXd back = f.b.transpose() * slope;
  f.b -= rate * slope * sketched.transpose();
  if (trained == trained_factors::both) {
    f.a -= rate * back * inputs.transpose();
  }
}

// One SGD step on every adapter, with the activations and slopes carried through the factors.
void step(const perceptron& net, adapters& added, const dataset& batch, double rate,
          trained_factors trained) {
  const Eigen::MatrixXd& x = batch.inputs;
  Eigen::MatrixXd preactivation = (net.layer1 * x).colwise() + net.bias1;
  Eigen::MatrixXd sketched_x;
  if (added.layer1) {
    sketched_x = added.layer1->a * x;
    preactivation += added.layer1->b * sketched_x;
  }
  const Eigen::MatrixXd hidden = preactivation.array().tanh();
  Eigen::MatrixXd logits = (net.layer2 * hidden).colwise() + net.bias2;
  Eigen::MatrixXd sketched_hidden;
  if (added.layer2) {
    sketched_hidden = added.layer2->a * hidden;
    logits += added.layer2->b * sketched_hidden;
  }

  const Eigen::MatrixXd slope2 = cross_entropy_slope(logits, batch.labels);
  Eigen::MatrixXd hidden_slope = net.layer2.transpose() * slope2;
  if (added.layer2) {
    hidden_slope += added.layer2->a.transpose() * (added.layer2->b.transpose() * slope2);
    descend_factors(*added.layer2, slope2, hidden, sketched_hidden, rate, trained);
  }
  if (added.layer1) {
    const Eigen::MatrixXd slope1 = hidden_slope.array() * (1.0 - hidden.array().square());
    descend_factors(*added.layer1, slope1, x, sketched_x, rate, trained);
  }
}

}  // namespace

adapter_record train_adapters(const perceptron& net, const dataset& data,
                              const adapter_options& options) {
  check_adapter(options);
  adapters added = {
      make_factors(options.layers != adapted_layers::second, net.layer1, options,
                   "training/sketch1"),
      make_factors(options.layers != adapted_layers::first, net.layer2, options,
                   "training/sketch2"),
  };
  adapter_record record{.adapters = {}, .initial_loss = loss(net, data), .final_loss = 0.0};

  Eigen::MatrixXd sum1 = Eigen::MatrixXd::Zero(net.layer1.rows(), net.layer1.cols());
  Eigen::MatrixXd sum2 = Eigen::MatrixXd::Zero(net.layer2.rows(), net.layer2.cols());
  int epoch = 0;
  auto batches = epoch_batches(data.size(), options.batch, options.seed, epoch);
  std::size_t next = 0;
  for (int t = 0; t < options.steps; ++t) {
    if (next == batches.size()) {
      batches = epoch_batches(data.size(), options.batch, options.seed, ++epoch);
      next = 0;
    }
    const dataset batch = select(data, batches[next++]);
    const perceptron full = gradients(merged(net, added), batch);
    sum1 += full.layer1;
    sum2 += full.layer2;
    step(net, added, batch, options.learning_rate, options.trained);
  }

  record.final_loss = loss(merged(net, added), data);
  if (added.layer1) {
    record.adapters.push_back(
        {"layer1", options.learning_rate, added.layer1->a, added.layer1->b, sum1});
  }
  if (added.layer2) {
    record.adapters.push_back(
        {"layer2", options.learning_rate, added.layer2->a, added.layer2->b, sum2});
  }
  return record;
}

}  // namespace loranoise::simulate
