// Many models of one fine-tuning task by one method, each trained on a random half of the pool.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/attack/score_table.hpp"
#include "simulate/training/fine_tuning.hpp"
#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/shared.hpp"

namespace loranoise::verify {

struct shadow_result;

struct shadow_experiment {
  shared<simulate::fine_tuning_task> task;
  simulate::tuning_options options;
  std::uint64_t first = 0;   ///< number of the first model: others of the same options are others
  std::uint64_t trials = 0;  ///< models

  using result_type = shadow_result;
};

/// By checkpoint, then by model.
struct shadow_result {
  std::uint64_t models = 0;
  std::uint64_t examples = 0;
  std::vector<int> checkpoints;                  ///< steps
  std::vector<std::uint8_t> member;              ///< models x examples of the pool
  std::vector<std::vector<float>> scores;        ///< each models x examples
  std::vector<std::vector<double>> member_loss;  ///< nats
  std::vector<std::vector<double>> held_out_loss;
  std::vector<double> held_out_accuracy;  ///< at the end
  std::vector<double> change_rank;        ///< of the first layer's change, at the end

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.models, self.examples, self.checkpoints, self.member, self.scores,
            self.member_loss, self.held_out_loss, self.held_out_accuracy, self.change_rank);
  }

  /// Appends the models of another result of the same options.
  void add(const shadow_result& more);
};

/// The margins of the base on the pool.
[[nodiscard]] std::vector<float> base_scores(const simulate::fine_tuning_task& task);

/// What an attack sees after a checkpoint.
[[nodiscard]] simulate::score_table scores_at(const shadow_result& r, std::size_t checkpoint,
                                              const std::vector<float>& base);

std::string name(const shadow_experiment& what);
/// The method, and what tells it from others of its kind: "lora, rank 8".
std::string method_name(const simulate::tuning_options& options);
double cost(const shadow_experiment& what);
shadow_result run(const shadow_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
