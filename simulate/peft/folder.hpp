// A folder that PEFT's save_pretrained wrote: adapter_config.json and adapter_model.safetensors.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "simulate/gradients/stored_matrix.hpp"
#include "simulate/peft/config.hpp"

namespace loranoise::simulate {

enum class peft_layer_kind { linear, embedding, convolution, experts };

[[nodiscard]] std::string_view name(peft_layer_kind kind);

/// One adapted layer. A is rank x width and B height x rank; a convolution's kernels are laid out
/// as rows (width = channels x kernel), stacked experts give a rank of experts times the rank.
struct peft_layer {
  std::string name;  ///< as in the base model: "bert.encoder.layer.0.attention.self.query"
  peft_layer_kind kind = peft_layer_kind::linear;
  int rank = 0;  ///< of the configuration
  double alpha = 0;
  double scale = 0;  ///< s: the layer computes W x + s B A x
  stored_matrix a;   ///< lora_A, or lora_embedding_A (width = number of embeddings)
  stored_matrix b;
  bool has_magnitude = false;  ///< DoRA
  bool has_bias = false;
};

struct peft_adapter {
  std::filesystem::path folder;
  peft_config config;
  std::vector<peft_layer> layers;   ///< in the order of their names; none for other kinds than LoRA
  std::vector<std::string> others;  ///< tensors that are no part of a LoRA layer
};

/// The adapter of a folder and those of its subfolders, which is where PEFT puts a second one.
/// std::runtime_error, one sentence, for a folder without an adapter, one that holds
/// adapter_model.bin alone, an A without its B, shapes that do not fit.
[[nodiscard]] std::vector<peft_adapter> read_peft_folder(const std::filesystem::path& folder);

}  // namespace loranoise::simulate
