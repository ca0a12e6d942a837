// Fine-tuning one model of a task by one method: full training, LoRA and its kin, full training
// with Gaussian noise of LoRA's variance, DP-SGD.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "simulate/training/batches.hpp"
#include "simulate/training/mlp.hpp"
#include "simulate/training/model_parts.hpp"
#include "simulate/training/optimiser.hpp"
#include "simulate/training/task.hpp"
#include "simulate/training/tuning_options.hpp"

namespace loranoise::simulate {

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
    Eigen::Index out = 0, rank = 0;  // no factors: 0
    Eigen::MatrixXf columns;         // W' beside A': a product with the inputs serves both
    Eigen::MatrixXf b;
    Eigen::VectorXf bias;
    bool trains_weights = false;
    bool trains_bias = false;
    Eigen::MatrixXf inputs, sketched;
    Eigen::MatrixXf outputs;          // slopes above, B' slopes below
    Eigen::MatrixXf gradient, noise;  // of W', and in the shape of W
    Eigen::MatrixXf projector;        // (A A')^-1/s^2 of lora_projected
    Eigen::VectorXf gradient_bias;
    optimiser_memory of_weights, of_bias, of_a, of_b;

    [[nodiscard]] bool has_factors() const { return rank > 0; }
    [[nodiscard]] auto weights() { return columns.leftCols(out); }
    [[nodiscard]] auto weights() const { return columns.leftCols(out); }
    [[nodiscard]] auto a() { return columns.rightCols(rank); }
    [[nodiscard]] auto a() const { return columns.rightCols(rank); }
    [[nodiscard]] auto slopes() { return outputs.topRows(out); }
    [[nodiscard]] auto slopes() const { return outputs.topRows(out); }
    [[nodiscard]] auto back() { return outputs.bottomRows(rank); }
    [[nodiscard]] auto back() const { return outputs.bottomRows(rank); }
  };

  void begin();
  [[nodiscard]] stream factor_words(std::uint64_t index) const;
  void draw_factors(std::uint64_t index);
  void gather();
  void forward();
  [[nodiscard]] bool trains_below(std::size_t l) const;
  void backward();
  void clip_examples();
  void step(int number);
  void update(trainee& layer, int number, std::size_t place);
  void add_covariant_noise(trainee& layer, const stream& words, std::uint64_t first) const;
  void update_factors(trainee& layer) const;
  void add_noise(trainee& layer, const stream& words, std::uint64_t first) const;
  void merge_factors();
  [[nodiscard]] mlp merged() const;
  void score(tuned_model& model, std::size_t checkpoint) const;

  const fine_tuning_task& task_;
  tuning_options options_;
  bool first_layer_untouched_ = false;
  model_parts parts_{};
  batch_chooser batches_;
  std::vector<trainee> layers_;
  std::vector<int> labels_;
};

}  // namespace loranoise::simulate
