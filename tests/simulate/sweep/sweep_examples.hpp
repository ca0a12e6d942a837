// Sweeps whose results are compared bit for bit between threads and processes.
#pragma once

#include <string>

#include "simulate/noise/noise.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sketch/sketch.hpp"
#include "simulate/sweep/accumulate.hpp"
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

/// The mean of normals, ended by `consume` once it is known within 0.1.
struct stopping_mean {
  moments sum;

  stopping_mean(int threads, const sweep_plan& plan) {
    run_blocks(
        plan, threads, [] { return moments(); },
        [](const stream& words, moments& m) { m.add(normal(words, 0)); },
        [&](std::uint64_t, moments&& part) {
          sum.merge(part);
          return 5 * sum.standard_error() >= 0.1;
        });
  }
};

/// Both of the above in one plan's group, as bytes.
inline std::string all_bits(int threads, const process_group& group) {
  const auto field = sweep_noise(threads, {11, "bits", 1001, 10, 0, group}, [](std::uint64_t) {});
  const stopping_mean mean(threads, {3, "stopping", 1'000'000, 16, 0, group});
  byte_writer writer;
  writer(field, mean.sum);
  return writer.take();
}

}  // namespace loranoise::simulate
