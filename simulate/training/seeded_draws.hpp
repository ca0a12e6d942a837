// Random numbers of the training code, each a function of (seed, experiment, trial, element). The
// experiments are named training/..., apart from those of the sweeps.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "simulate/random/normal_matrix.hpp"
#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// rows x cols of independent N(0, deviation^2).
inline Eigen::MatrixXd normal_matrix(Eigen::Index rows, Eigen::Index cols, double deviation,
                                     std::uint64_t seed, std::string_view experiment) {
  return deviation *
         normal_matrix({.seed = seed, .experiment = experiment_id(experiment)}, rows, cols);
}

/// A permutation of 0 .. size - 1 (Fisher and Yates). The remainder of a 64-bit word favours small
/// numbers by less than size / 2^64.
inline std::vector<Eigen::Index> permutation(Eigen::Index size, std::uint64_t seed,
                                             std::string_view experiment, std::uint64_t trial) {
  const stream words{.seed = seed, .experiment = experiment_id(experiment), .trial = trial};
  std::vector<Eigen::Index> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  for (std::size_t last = order.size(); last > 1; --last) {
    std::swap(order[last - 1], order[words.word64(last) % last]);
  }
  return order;
}

}  // namespace loranoise::simulate
