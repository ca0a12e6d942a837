// LoRA: real training steps on B, with A frozen or trained as well, and what is needed to hold
// their sum against the full-weight gradients along the path.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "simulate/training/digits.hpp"
#include "simulate/training/network.hpp"

namespace loranoise::simulate {

enum class adapted_layers : std::uint8_t { first, second, both };

enum class trained_factors : std::uint8_t { b, both };

struct adapter_options {
  adapted_layers layers = adapted_layers::both;
  int rank = 8;
  double learning_rate = 0.05;
  Eigen::Index batch = 32;
  int steps = 100;
  std::uint64_t seed = 1;
  trained_factors trained = trained_factors::b;
};

/// One adapter after `steps` steps from B = 0.
struct adapter_path {
  std::string layer;                // layer1 or layer2
  double learning_rate;             // eta
  Eigen::MatrixXd a;                // rank x in, iid N(0, 1/rank) at first; A_T where A is trained
  Eigen::MatrixXd b;                // out x rank, B_T
  Eigen::MatrixXd summed_gradient;  // out x in, sum of dL/dW at the merged weights W + B_t A
};

struct adapter_record {
  std::vector<adapter_path> adapters;  // in the order of the layers
  double initial_loss;                 // nats, over all of `data`, before the first step
  double final_loss;                   // and after the last, with the adapters in place
};

/// Trains B by SGD in h = W x + B (A x), and A too if asked to, with everything else in `net`
/// frozen. Gradients are backpropagated through the two factors, dL/dB = delta (A x)' and dL/dA =
/// B' delta x', both taken before the step; runs that differ in `trained` alone start from the same
/// A and see the same batches. The full-weight gradients come from a separate pass through
/// gradients() at merged weights. That B_T A of a frozen A is -eta times the summed gradient times
/// A'A is thus left for others to find out. Throws std::invalid_argument for a rank below 1 or
/// above the width of an adapted layer, a batch outside 1 .. samples, negative steps, a learning
/// rate that is not positive and finite, or shapes of net and data that do not fit.
[[nodiscard]] adapter_record train_adapters(const perceptron& net, const dataset& data,
                                            const adapter_options& options);

}  // namespace loranoise::simulate
