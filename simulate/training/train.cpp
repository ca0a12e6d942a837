#include "simulate/training/train.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "simulate/training/seeded_draws.hpp"

namespace loranoise::simulate {
namespace {

void check(const training_options& options) {
  if (options.epochs < 2) {
    throw std::invalid_argument("training needs at least 2 epochs: one before its middle.");
  }
  if (!(options.learning_rate > 0.0 && std::isfinite(options.learning_rate))) {
    throw std::invalid_argument("the learning rate must be positive and finite.");
  }
}

void descend(perceptron& net, const perceptron& slope, double rate) {
  net.layer1 -= rate * slope.layer1;
  net.bias1 -= rate * slope.bias1;
  net.layer2 -= rate * slope.layer2;
  net.bias2 -= rate * slope.bias2;
}

// Gradients of both layers at one moment of the training.
struct moment {
  std::string name;
  perceptron slope;
};

std::vector<gradient> by_layer(const std::vector<moment>& moments) {
  std::vector<gradient> out;
  out.reserve(2 * moments.size());
  for (const moment& m : moments) {
    out.push_back({"layer1_" + m.name, m.slope.layer1});
  }
  for (const moment& m : moments) {
    out.push_back({"layer2_" + m.name, m.slope.layer2});
  }
  return out;
}

dataset first_samples(const dataset& data, Eigen::Index count) {
  std::vector<Eigen::Index> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), Eigen::Index{0});
  return select(data, indices);
}

}  // namespace

std::vector<std::vector<Eigen::Index>> epoch_batches(Eigen::Index samples, Eigen::Index batch,
                                                     std::uint64_t seed, int epoch) {
  if (batch < 1 || batch > samples) {
    throw std::invalid_argument("a batch of " + std::to_string(batch) + " of " +
                                std::to_string(samples) +
                                " samples is not possible; take between 1 and all of them.");
  }
  const auto order =
      permutation(samples, seed, "training/batches", static_cast<std::uint64_t>(epoch));
  std::vector<std::vector<Eigen::Index>> batches;
  for (Eigen::Index first = 0; first < samples; first += batch) {
    const Eigen::Index last = std::min(first + batch, samples);
    batches.emplace_back(order.begin() + first, order.begin() + last);
  }
  return batches;
}

std::vector<perceptron> descent_gradients(perceptron net, const dataset& data, int steps,
                                          Eigen::Index batch, double learning_rate,
                                          std::uint64_t seed) {
  std::vector<perceptron> all;
  for (int epoch = 0; static_cast<int>(all.size()) < steps; ++epoch) {
    for (const auto& indices : epoch_batches(data.size(), batch, seed, epoch)) {
      if (static_cast<int>(all.size()) == steps) {
        break;
      }
      all.push_back(gradients(net, select(data, indices)));
      descend(net, all.back(), learning_rate);
    }
  }
  return all;
}

training_record train_digits(const dataset& data, const training_options& options) {
  check(options);
  const dataset_split sides = split(data, options.test_fraction);
  perceptron net = make_perceptron({.features = data.inputs.rows()}, options.seed);

  training_record record{
      .gradients = {}, .test_accuracy = 0.0, .log = {}, .initial = net, .trained = {}};
  const auto log_epoch = [&](int epoch) {
    record.log.push_back({epoch, loss(net, sides.training), accuracy(net, sides.test)});
  };

  // epoch_batches checks the batch size, so the first epoch's batches come before the snapshot.
  auto batches = epoch_batches(sides.training.size(), options.batch, options.seed, 0);
  const dataset observed = first_samples(sides.training, options.batch);
  std::vector<moment> moments = {{"start", gradients(net, observed)}};
  log_epoch(0);
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    for (const auto& batch : batches) {
      descend(net, gradients(net, select(sides.training, batch)), options.learning_rate);
    }
    batches = epoch_batches(sides.training.size(), options.batch, options.seed, epoch);
    log_epoch(epoch);
    if (epoch == options.epochs / 2) {
      moments.push_back({"middle", gradients(net, observed)});
    }
  }
  moments.push_back({"end", gradients(net, observed)});

  record.gradients = by_layer(moments);
  record.test_accuracy = record.log.back().test_accuracy;
  record.trained = std::move(net);
  return record;
}

}  // namespace loranoise::simulate
