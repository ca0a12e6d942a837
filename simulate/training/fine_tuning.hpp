// Fine-tuning one model of a task by one method: full training, LoRA and its kin, full training
// with Gaussian noise of LoRA's variance, DP-SGD.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulate/training/mlp.hpp"
#include "simulate/training/optimiser.hpp"
#include "simulate/training/task.hpp"

namespace loranoise::simulate {

enum class tuning_method : std::uint8_t {
  full,           ///< all weights and biases
  last_layer,     ///< those of the last layer
  lora,           ///< factors A and B of every layer
  lora_frozen,    ///< B alone (LoRA-FA)
  lora_redrawn,   ///< B alone, merged and begun anew with another A (FLORA)
  matched_noise,  ///< all weights, with Gaussian noise of given variances on the batch gradient
  dp_sgd          ///< all weights and biases, examples clipped, Gaussian noise (Abadi et al. 2016)
};

/// "full", "last_layer", ...
[[nodiscard]] std::string_view name(tuning_method method);

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

struct tuned_model {
  std::vector<std::uint8_t> member;  ///< by sample of the pool
  Eigen::MatrixXf scores;            ///< pool x checkpoints: margins
  std::vector<double> member_loss;   ///< by checkpoint: mean over the members, nats
  std::vector<double> held_out_loss;
  double held_out_accuracy = 0;  ///< at the end
  mlp net;                       ///< at the end, factors merged
};

/// Tunes models one after another; a workspace that one thread uses.
class model_tuner {
 public:
  /// The task must outlive it. Throws as check_tuning.
  model_tuner(const fine_tuning_task& task, tuning_options options);

  /// The model of this stream, a function of (task, options, stream) alone. Members, batches,
  /// sketches and noise come from parts of the stream.
  [[nodiscard]] tuned_model tune(const stream& words);

 private:
  struct trainee {
    Eigen::MatrixXf weights;
    Eigen::VectorXf bias;
    Eigen::MatrixXf a, b;
    bool trains_weights = false;
    bool trains_bias = false;
    bool has_factors = false;
    Eigen::MatrixXf inputs, sketched, slopes, back;
    Eigen::MatrixXf gradient, gradient_a, noise;
    Eigen::VectorXf gradient_bias;
    optimiser_memory of_weights, of_bias, of_a, of_b;
  };

  [[nodiscard]] bool uses_factors() const;
  [[nodiscard]] stream part(std::uint64_t kind, std::uint64_t index) const;
  void begin();
  void draw_members();
  void draw_factors(std::uint64_t index);
  [[nodiscard]] double expected_members() const;
  void choose_batch(int step);
  void choose_shuffled(int step);
  void gather();
  void forward();
  [[nodiscard]] bool trains_below(std::size_t l) const;
  void backward();
  void clip_examples();
  void step(int number);
  void update(trainee& layer, int number, std::size_t place);
  void update_factors(trainee& layer) const;
  void add_noise(trainee& layer, const stream& words, std::uint64_t first) const;
  void merge_factors();
  [[nodiscard]] mlp merged() const;
  void score(tuned_model& model, std::size_t checkpoint) const;

  const fine_tuning_task& task_;
  tuning_options options_;
  bool first_layer_untouched_ = false;
  stream words_{};
  std::vector<trainee> layers_;
  std::vector<std::uint8_t> member_;
  std::vector<Eigen::Index> members_;
  std::vector<Eigen::Index> order_;
  std::vector<Eigen::Index> batch_;
  std::vector<int> labels_;
  float divisor_ = 1;
};

}  // namespace loranoise::simulate
