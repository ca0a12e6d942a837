#include "simulate/training/tuning_options.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace loranoise::simulate {

std::string_view name(tuning_method method) {
  switch (method) {
    case tuning_method::full:
      return "full";
    case tuning_method::last_layer:
      return "last_layer";
    case tuning_method::lora:
      return "lora";
    case tuning_method::lora_frozen:
      return "lora_frozen";
    case tuning_method::lora_projected:
      return "lora_projected";
    case tuning_method::lora_redrawn:
      return "lora_redrawn";
    case tuning_method::matched_noise:
      return "matched_noise";
    case tuning_method::matched_covariance:
      return "matched_covariance";
    case tuning_method::dp_sgd:
      break;
  }
  return "dp_sgd";
}

bool has_factors(tuning_method method) {
  return method == tuning_method::lora || method == tuning_method::lora_frozen ||
         method == tuning_method::lora_projected || method == tuning_method::lora_redrawn;
}

bool takes_rank(tuning_method method) {
  return has_factors(method) || method == tuning_method::matched_noise ||
         method == tuning_method::matched_covariance;
}

void check_tuning(const fine_tuning_task& task, const tuning_options& o) {
  if (o.steps < 1) throw std::invalid_argument("training needs one step or more");
  if (o.batch < 1 || o.batch > task.pool.size()) {
    throw std::invalid_argument("a batch of " + std::to_string(o.batch) + " of " +
                                std::to_string(task.pool.size()) +
                                " samples: choose between 1 and all of them");
  }
  constexpr Eigen::Index smallest_pool = 20;
  if (!o.everyone && task.pool.size() < smallest_pool) {
    throw std::invalid_argument("a pool of " + std::to_string(task.pool.size()) +
                                " examples, of which each model's members are a random half: "
                                "choose 20 or more");
  }
  if (!(o.rate > 0 && std::isfinite(o.rate))) {
    throw std::invalid_argument("the learning rate must be above 0 and finite");
  }
  if (o.redraw_every < 1) throw std::invalid_argument("A is redrawn every step or more seldom");
  if (!(o.clip > 0) || !(o.noise_multiplier >= 0)) {
    throw std::invalid_argument(
        "DP-SGD needs a clipping norm above 0 and a noise multiplier of 0 "
        "or more");
  }
  for (const int step : o.checkpoints) {
    if (step < 1 || step > o.steps) {
      throw std::invalid_argument("a checkpoint after step " + std::to_string(step) + " of " +
                                  std::to_string(o.steps));
    }
  }
  const auto layers = static_cast<int>(task.base.size());
  for (const int layer : o.adapted) {
    if (layer < 1 || layer > layers) {
      throw std::invalid_argument("layer " + std::to_string(layer) + " of a network of " +
                                  std::to_string(layers) + ": choose from 1 to " +
                                  std::to_string(layers));
    }
  }
  if (takes_rank(o.method) && !has_factors(o.method) && o.rank < 1) {
    throw std::invalid_argument("rank " + std::to_string(o.rank) +
                                ": choose a rank from 1 to the width");
  }
  if (!has_factors(o.method)) return;
  for (std::size_t l = 0; l < task.base.size(); ++l) {
    const Eigen::Index width = task.base[l].weights.cols();
    if (is_adapted(o, l) && (o.rank < 1 || o.rank > width)) {
      throw std::invalid_argument("rank " + std::to_string(o.rank) + " on a layer of width " +
                                  std::to_string(width) + ": choose a rank from 1 to the width");
    }
  }
}

bool is_adapted(const tuning_options& options, std::size_t layer) {
  const std::vector<int>& chosen = options.adapted;
  return chosen.empty() ||
         std::find(chosen.begin(), chosen.end(), static_cast<int>(layer) + 1) != chosen.end();
}

}  // namespace loranoise::simulate
