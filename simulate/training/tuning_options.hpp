// How a model is fine-tuned.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulate/training/optimiser.hpp"
#include "simulate/training/task.hpp"

namespace loranoise::simulate {

enum class tuning_method : std::uint8_t {
  full,            ///< all weights and biases
  last_layer,      ///< those of the last layer
  lora,            ///< factors A and B of every layer
  lora_frozen,     ///< B alone (LoRA-FA)
  lora_projected,  ///< B alone, its gradient times (A A')^-1/s^2 (LoRA-FA's optimiser in PEFT)
  lora_redrawn,    ///< B alone, merged and begun anew with another A (FLORA)
  matched_noise,   ///< all weights, with Gaussian noise of given variances on the batch gradient
  matched_covariance,  ///< the same with the covariance of LoRA's noise: G (Z + Z')/sqrt(2 rank)
  dp_sgd  ///< all weights and biases, examples clipped, Gaussian noise (Abadi et al. 2016)
};

inline constexpr std::array all_tuning_methods{
    tuning_method::full,          tuning_method::last_layer,         tuning_method::lora,
    tuning_method::lora_frozen,   tuning_method::lora_projected,     tuning_method::lora_redrawn,
    tuning_method::matched_noise, tuning_method::matched_covariance, tuning_method::dp_sgd};

/// "full", "last_layer", ...
[[nodiscard]] std::string_view name(tuning_method method);

/// Whether it trains factors of low rank.
[[nodiscard]] bool has_factors(tuning_method method);

/// Whether a rank belongs to it: of its factors, or of the noise that it imitates.
[[nodiscard]] bool takes_rank(tuning_method method);

enum class batch_sampling : std::uint8_t {
  shuffled,  ///< epochs in a random order
  poisson,   ///< every member with probability batch/members, at each step
  all        ///< all members at each step
};

struct tuning_options {
  tuning_method method = tuning_method::lora;
  int rank = 8;
  int steps = 200;
  Eigen::Index batch = 32;
  float rate = 0.1F;
  optimiser_kind optimiser = optimiser_kind::sgd;
  batch_sampling sampling = batch_sampling::shuffled;
  bool everyone = false;  ///< the whole pool are members, not a random half
  float scale = 1;        ///< s of W + s B A
  /// A's entries are uniform in +-1/sqrt(in) as PEFT draws them, not N(0, 1/rank).
  bool kaiming_uniform = false;
  /// Numbers of the layers that have factors, from 1, the inputs' first; all if empty.
  std::vector<int> adapted{};
  /// Every model of a seed has the same A (and later ones): who trains one knows those of others.
  bool known_factors = false;
  int redraw_every = 1;  ///< steps between two A of lora_redrawn
  float norm_part = 0;   ///< matched_noise: variance norm_part |G_k|^2 + square_part G_ki^2
  float square_part = 0;
  float clip = 1;              ///< dp_sgd: bound of an example's gradient; infinity for none
  float noise_multiplier = 0;  ///< dp_sgd: noise of standard deviation clip times this, on the sum
  /// Steps after which the model is scored, ascending; after the last step if empty.
  std::vector<int> checkpoints{};
};

/// std::invalid_argument, one sentence, for options that the task cannot have: a rank above a
/// layer's width, steps or batch or rate below 1, ...
void check_tuning(const fine_tuning_task& task, const tuning_options& options);

/// Whether layer number `layer` (from 0) has factors.
[[nodiscard]] bool is_adapted(const tuning_options& options, std::size_t layer);

}  // namespace loranoise::simulate
