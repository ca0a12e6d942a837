// Sweeps whose results are compared bit for bit between threads and processes.
#pragma once

#include <string>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "simulate/sweep/adaptive.hpp"
#include "simulate/sweep/sweep.hpp"

namespace loranoise::simulate {

struct noise_trial {
  gaussian_sketch sketch{4, 24};
  Eigen::MatrixXd G = Eigen::MatrixXd::Constant(3, 24, 0.25);
  Eigen::MatrixXd A = Eigen::MatrixXd(4, 24);
  Eigen::MatrixXd N = Eigen::MatrixXd(3, 24);

  void operator()(const stream& words, moment_field& field) {
    sketch.fill(words, A);
    noise(G, A, N);
    field.add(N);
  }
};

/// Moments of literal noise, all blocks merged.
template <class Consumed>
moment_field sweep_noise(int threads, const sweep_plan& plan, const Consumed& consumed) {
  moment_field sum(3, 24, 4);
  run_blocks(
      plan, threads, [] { return moment_field(3, 24, 4); }, noise_trial{},
      [&](std::uint64_t block, moment_field&& part) {
        consumed(block);
        sum.merge(part);
      });
  return sum;
}

/// Until the mean of normals is known within 0.1.
struct adaptive_mean {
  moments sum;
  adaptive_result result;

  adaptive_mean(int threads, const sweep_plan& plan) {
    result = run_until(
        plan, threads, {.first_look = 4, .growth = 1.5, .error_rate = 1e-3},
        [] { return moments(); }, [](const stream& words, moments& m) { m.add(normal(words, 0)); },
        [&](std::uint64_t, moments&& part) { sum.merge(part); },
        [&](double) { return 5 * sum.standard_error() < 0.1; });
  }
};

/// Both of the above in one plan's group, as bytes.
inline std::string all_bits(int threads, const process_group& group) {
  const auto field = sweep_noise(threads, {11, "bits", 1001, 10, 0, group}, [](std::uint64_t) {});
  const adaptive_mean mean(threads, {3, "adaptive", 1'000'000, 16, 0, group});
  byte_writer writer;
  writer(field, mean.sum, mean.result.trials, mean.result.looks);
  return writer.take();
}

}  // namespace loranoise::simulate
