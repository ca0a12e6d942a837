// Adapter folders as PEFT lays them out, written by hand.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace loranoise {

struct tensor {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<float> values;
};

inline std::vector<float> filled(std::size_t count, float value) {
  return std::vector<float>(count, value);
}

/// A folder of this process, removed at the end.
class adapter_folder {
 public:
  explicit adapter_folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("loranoise-adapter-" + name + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  adapter_folder(const adapter_folder&) = delete;
  adapter_folder& operator=(const adapter_folder&) = delete;
  ~adapter_folder() { std::filesystem::remove_all(path_); }

  void config(const std::string& json) const {
    std::ofstream(path_ / "adapter_config.json") << json;
  }

  void weights(const std::vector<tensor>& tensors) const {
    nlohmann::ordered_json header;
    std::uint64_t at = 0;
    for (const tensor& t : tensors) {
      const std::uint64_t end = at + t.values.size() * sizeof(float);
      header[t.name] = {{"dtype", "F32"}, {"shape", t.shape}, {"data_offsets", {at, end}}};
      at = end;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream out(path_ / "adapter_model.safetensors", std::ios::binary);
    out.write(reinterpret_cast<const char*>(&length), sizeof length);
    out << text;
    for (const tensor& t : tensors) {
      out.write(reinterpret_cast<const char*>(t.values.data()),
                static_cast<std::streamsize>(t.values.size() * sizeof(float)));
    }
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A and B of one layer.
inline std::vector<tensor> layer_tensors(const std::string& name, std::size_t rank,
                                         std::size_t width, std::size_t height) {
  return {
      {"base_model.model." + name + ".lora_A.weight", {rank, width}, filled(rank * width, 0.5F)},
      {"base_model.model." + name + ".lora_B.weight", {height, rank}, filled(height * rank, 0.0F)}};
}

}  // namespace loranoise
