// Fine-tuning tasks: a network that was trained before, a pool of which each model sees a random
// half, and samples that none sees.
#pragma once

#include <cstdint>
#include <string>

#include "simulate/training/mlp.hpp"

namespace loranoise::simulate {

struct fine_tuning_task {
  std::string name;
  mlp base;
  samples pool;             ///< members and non-members of the fine-tuned models
  samples held_out;         ///< seen by no model
  Eigen::MatrixXf first{};  ///< W x + b of the base's first layer on the pool

  /// Fills `first` from base and pool.
  void remember_first_layer();
};

/// How the pool and the held-out samples differ from what the base was trained on.
enum class shift : std::uint8_t { none, inverted, rotated };

struct digits_task_options {
  shift change = shift::inverted;
  double label_noise = 0;  ///< share of the pool's labels that are drawn anew, 0 to 1
  int hidden = 128;
  int pretraining_steps = 600;
  std::uint64_t seed = 1;
};

/// The digits in thirds: one trains the base, one is the pool, one is held out, each with samples
/// of every writer, pixels moved to [-1/2, 1/2]. Inverted: black for white; rotated: by a quarter
/// turn. std::invalid_argument for a label noise outside [0, 1] or fewer than 30 samples.
[[nodiscard]] fine_tuning_task digits_task(const dataset& digits,
                                           const digits_task_options& options);

struct teacher_task_options {
  int features = 32;
  int hidden = 64;
  int classes = 10;
  int pool = 1024;
  int held_out = 1024;
  double label_noise = 0;  ///< share of the pool's labels drawn anew
  std::uint64_t seed = 1;
};

/// Inputs N(0, I), labels by a random network of the same shape; the base is another random one.
/// std::invalid_argument for a size below 1, fewer than two classes, more than 2^28 numbers in all,
/// or a share outside 0 to 1.
[[nodiscard]] fine_tuning_task teacher_task(const teacher_task_options& options);

}  // namespace loranoise::simulate
