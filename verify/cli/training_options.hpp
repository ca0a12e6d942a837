// What `train` and `attack` share: a task, methods, and their models, which can be kept in a
// folder.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulate/sweep/process_group.hpp"
#include "verify/experiments/shadow_models.hpp"

namespace loranoise::cli {

struct training_options {
  std::string task = "digits";
  std::string shift = "inverted";
  double label_noise = 0;
  int features = 64;
  int hidden = 128;
  int pool = 1024;
  std::string digits;
  std::vector<std::string> methods{"full", "lora", "lora_frozen", "lora_redrawn"};
  std::vector<int> ranks{1, 8, 64};
  std::vector<int> layers;
  int models = 16;
  int steps = 400;
  int batch = 32;
  double rate = 0.1;
  std::string optimiser = "sgd";
  std::string sampling = "shuffled";
  double scale = 1;
  bool kaiming_uniform = false;
  bool known_factors = false;
  int redraw_every = 1;
  double clip = 1;
  double noise_multiplier = 1;
  int checkpoints = 8;
  std::uint64_t seed = 1;
  int threads = 1;
  std::string config;
  std::string out;
  bool resume = false;
  bool json = false;
};

void add_training_options(CLI::App& sub, training_options& o);

struct trained_method {
  std::string name;
  verify::shadow_result models;
  std::vector<float> base;  ///< margins of the base on the pool
};

/// Reads --config into the options, which `o` is bound to; then the models of every method and
/// rank, trained now, by all processes of the group alike, or taken from the folder of --out;
/// nothing if interrupted, after a sentence on standard error. std::invalid_argument for what
/// cannot be trained, before anything is written.
std::optional<std::vector<trained_method>> train_methods(CLI::App& app, const training_options& o,
                                                         const simulate::process_group& group);

/// Task and settings, as every JSON answer begins.
nlohmann::ordered_json json_of(const training_options& o);

}  // namespace loranoise::cli
