// What short training runs on the digits leave for the claims about steps.
#pragma once

#include <cstdint>

#include "simulate/training/digits.hpp"
#include "simulate/training/network.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify {

/// Adapters with A frozen, held against their summed gradients (claim E1).
void add_adapters(const simulate::perceptron& net, const simulate::dataset& data,
                  std::uint64_t seed, study& s);

/// Pairs of runs with A frozen and with A trained as well, over learning rates (claim E2).
void add_trained_adapters(const simulate::perceptron& net, const simulate::dataset& data,
                          std::uint64_t seed, study& s);

/// The fine-tuning tasks of the claims about attacks and dynamics.
void add_tuning_tasks(const simulate::dataset& data, std::uint64_t seed, study& s);

/// The gradients of the first steps of plain SGD, (claim M6), of each of the profile's
/// layers.
void add_descent(const simulate::perceptron& net, const simulate::dataset& data, std::uint64_t seed,
                 study& s);

}  // namespace loranoise::verify
