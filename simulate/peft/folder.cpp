#include "simulate/peft/folder.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "simulate/gradients/mapped_file.hpp"
#include "simulate/gradients/safetensors.hpp"

namespace loranoise::simulate {
namespace {

namespace fs = std::filesystem;

// The tensors of one layer, as they come.
struct found_layer {
  std::optional<safetensors_entry> a, b;
  bool embedding = false;
  bool has_magnitude = false;
  bool has_bias = false;
};

std::string without_prefix(std::string name) {
  for (const std::string prefix : {"base_model.model.", "base_model."}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return name;
}

// Sorts a tensor to its layer; false for one that is no part of LoRA.
bool sort_in(const safetensors_entry& entry, std::map<std::string, found_layer>& layers) {
  const auto is_part = [&](const std::string& mark, auto&& use) {
    const std::size_t at = entry.name.rfind(mark);
    if (at == std::string::npos || at == 0) return false;
    const std::string rest = entry.name.substr(at + mark.size());
    if (!rest.empty() && rest.front() != '.') return false;
    use(layers[without_prefix(entry.name.substr(0, at))], rest);
    return true;
  };
  return is_part(".lora_A", [&](found_layer& l, const std::string&) { l.a = entry; }) ||
         is_part(".lora_B",
                 [&](found_layer& l, const std::string& rest) {
                   if (rest.ends_with(".bias")) {
                     l.has_bias = true;
                   } else {
                     l.b = entry;
                   }
                 }) ||
         is_part(".lora_embedding_A",
                 [&](found_layer& l, const std::string&) {
                   l.a = entry;
                   l.embedding = true;
                 }) ||
         is_part(".lora_embedding_B", [&](found_layer& l, const std::string&) { l.b = entry; }) ||
         is_part(".lora_magnitude_vector",
                 [&](found_layer& l, const std::string&) { l.has_magnitude = true; });
}

// Kernels as rows: (out, in, k, k) is out x in k k.
stored_matrix as_matrix(const mapped_file& file, safetensors_entry entry) {
  if (entry.shape.size() > 2) {
    const std::size_t rows = entry.shape.front();
    const std::size_t columns = std::accumulate(entry.shape.begin() + 1, entry.shape.end(),
                                                std::size_t{1}, std::multiplies<>());
    entry.shape = {rows, columns};
  }
  return stored(file, entry);
}

peft_layer assemble(const mapped_file& file, const peft_config& config, const std::string& name,
                    const found_layer& found) {
  if (!found.a || !found.b) {
    refuse(file.path(), "has " + std::string(found.a ? "an A but no B" : "a B but no A") + " for " +
                            shown(name) + ": save the whole adapter with save_pretrained");
  }
  peft_layer layer;
  layer.name = name;
  layer.kind = found.embedding             ? peft_layer_kind::embedding
               : found.a->shape.size() > 2 ? peft_layer_kind::convolution
                                           : peft_layer_kind::linear;
  layer.rank = config.rank_of(name);
  layer.alpha = config.alpha_of(name);
  layer.scale = config.scale_of(name);
  layer.a = as_matrix(file, *found.a);
  layer.b = as_matrix(file, *found.b);
  layer.has_magnitude = found.has_magnitude;
  layer.has_bias = found.has_bias;
  const Eigen::Index inner = layer.a.rows();
  if (layer.b.cols() != inner) {
    refuse(file.path(), "has an A of " + std::to_string(inner) + " rows and a B of " +
                            std::to_string(layer.b.cols()) + " columns for " + shown(name) +
                            ": they must be as many, save the adapter anew");
  }
  if (inner != layer.rank) {
    if (inner % layer.rank != 0) {
      refuse(file.path(), "has an A of rank " + std::to_string(inner) + " for " + shown(name) +
                              ", where adapter_config.json says " + std::to_string(layer.rank) +
                              ": take both files from one save_pretrained");
    }
    layer.kind = peft_layer_kind::experts;
  }
  return layer;
}

peft_adapter read_adapter(const fs::path& folder) {
  peft_adapter adapter;
  adapter.folder = folder;
  adapter.config = read_peft_config(folder / "adapter_config.json");
  const fs::path weights = folder / "adapter_model.safetensors";
  if (!fs::exists(weights) && fs::exists(folder / "adapter_model.bin")) {
    refuse(folder / "adapter_model.bin", std::string(pickle_remedy));
  }
  const mapped_file file(weights);
  std::map<std::string, found_layer> found;
  for (const safetensors_entry& entry : read_safetensors_entries(file)) {
    if (adapter.config.type != "LORA" || !sort_in(entry, found)) {
      adapter.others.push_back(entry.name);
    }
  }
  for (const auto& [name, parts] : found) {
    adapter.layers.push_back(assemble(file, adapter.config, name, parts));
  }
  return adapter;
}

}  // namespace

std::string_view name(peft_layer_kind kind) {
  switch (kind) {
    case peft_layer_kind::linear:
      return "linear";
    case peft_layer_kind::embedding:
      return "embedding";
    case peft_layer_kind::convolution:
      return "convolution";
    case peft_layer_kind::experts:
      return "experts";
  }
  return "";
}

std::vector<peft_adapter> read_peft_folder(const fs::path& folder) {
  if (!fs::is_directory(folder)) {
    refuse(folder, "is no folder: name the one that save_pretrained wrote");
  }
  std::vector<fs::path> places;
  if (fs::exists(folder / "adapter_config.json")) places.push_back(folder);
  std::vector<fs::path> below;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory() && fs::exists(entry.path() / "adapter_config.json")) {
      below.push_back(entry.path());
    }
  }
  std::sort(below.begin(), below.end());
  places.insert(places.end(), below.begin(), below.end());
  if (places.empty()) {
    refuse(folder, "holds no adapter_config.json: name the folder that save_pretrained wrote");
  }
  std::vector<peft_adapter> all;
  all.reserve(places.size());
  for (const fs::path& place : places) all.push_back(read_adapter(place));
  return all;
}

}  // namespace loranoise::simulate
