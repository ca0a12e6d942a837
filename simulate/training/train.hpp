// Training the digits network in full, and the batch gradients that the suite looks at.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "simulate/gradients/gradient.hpp"
#include "simulate/training/digits.hpp"
#include "simulate/training/network.hpp"

namespace loranoise::simulate {

struct training_options {
  std::uint64_t seed = 1;
  int epochs = 50;
  Eigen::Index batch = 32;
  double learning_rate = 0.5;
  double test_fraction = 0.2;
};

struct epoch_log {
  int epoch;             // 0 is the untrained network
  double training_loss;  // nats, over the whole training side
  double test_accuracy;  // 0 to 1
};

struct training_record {
  std::vector<gradient> gradients;  // layer1_start, layer1_middle, layer1_end, layer2_start, ...
  double test_accuracy;
  std::vector<epoch_log> log;  // epochs + 1 entries
  perceptron initial;
  perceptron trained;
};

// Batches of one epoch, each a list of sample numbers: every sample once in an order that is a
// function of (samples, seed, epoch) alone; the last batch takes the remainder. Throws
// std::invalid_argument unless batch is between 1 and samples.
[[nodiscard]] std::vector<std::vector<Eigen::Index>> epoch_batches(Eigen::Index samples,
                                                                   Eigen::Index batch,
                                                                   std::uint64_t seed, int epoch);

// Plain SGD on a 64-128-10 perceptron. The snapshots are gradients of one and the same batch (the
// first `batch` samples of the training side) at three sets of weights: untrained, after half of
// the epochs, after all. The result is a function of (data, options) alone. Throws
// std::invalid_argument for fewer than 2 epochs, a batch outside 1 .. training samples, a learning
// rate that is not positive and finite, or a test fraction that leaves one side empty.
[[nodiscard]] training_record train_digits(const dataset& data, const training_options& options);

// The gradients of the first `steps` steps of plain SGD from `net`, in order, on the batches of
// epoch_batches. Throws std::invalid_argument for a batch outside 1 .. samples, or shapes of net
// and data that do not fit.
[[nodiscard]] std::vector<perceptron> descent_gradients(perceptron net, const dataset& data,
                                                        int steps, Eigen::Index batch,
                                                        double learning_rate, std::uint64_t seed);

}  // namespace loranoise::simulate
