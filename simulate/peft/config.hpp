// PEFT's adapter_config.json: what a LoRA adapter's rank, alpha and scale are, layer by layer.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loranoise::simulate {

struct peft_config {
  std::string type;  ///< "LORA", or another kind of adapter: "IA3" ...
  int rank = 8;
  double alpha = 8;
  bool rank_stabilised = false;  ///< use_rslora: scale alpha/sqrt(rank)
  bool decomposed = false;       ///< use_dora: magnitudes beside A and B
  bool with_bias = false;        ///< lora_bias
  bool transposed = false;       ///< fan_in_fan_out: the base weight and its gradient are in x out
  bool layers_replicated = false;  ///< layer_replication
  std::string initialisation;      ///< init_lora_weights: "true", "false", "gaussian", "pissa" ...
  std::vector<std::string> modules_to_save;
  /// Regular expressions of layers and what holds there in place of rank and alpha, in the file's
  /// order: the first that fits counts, for rank and alpha apart.
  std::vector<std::pair<std::string, double>> rank_pattern;
  std::vector<std::pair<std::string, double>> alpha_pattern;

  [[nodiscard]] int rank_of(const std::string& layer) const;
  [[nodiscard]] double alpha_of(const std::string& layer) const;
  /// alpha/rank, or alpha/sqrt(rank).
  [[nodiscard]] double scale_of(const std::string& layer) const;
};

/// Whether a pattern's key names a layer: PEFT matches (.*\.)?(KEY)$ from the name's start.
/// std::runtime_error for a key that is no regular expression, or one that no linear-time matcher
/// takes (back references).
[[nodiscard]] bool pattern_fits(const std::string& key, const std::string& layer);

/// std::runtime_error, one sentence that names the file, the fault and the remedy.
[[nodiscard]] peft_config read_peft_config(const std::filesystem::path& file);

/// The same from text; `file` is for messages.
[[nodiscard]] peft_config parse_peft_config(std::string_view text,
                                            const std::filesystem::path& file);

}  // namespace loranoise::simulate
