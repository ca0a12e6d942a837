#include "simulate/peft/folder.hpp"

#include "tests/catch.hpp"
#include "tests/simulate/peft/adapter_files.hpp"

using namespace loranoise;
using namespace loranoise::simulate;

namespace {
const std::string lora8 = R"({"peft_type": "LORA", "r": 8, "lora_alpha": 16})";
}

TEST_CASE("adapters that PEFT wrote are read: GPT-2's Conv1D, embeddings") {
  const std::string root = LORANOISE_REFERENCE_DIR "/adapters/";
  const auto gpt2 = read_peft_folder(root + "gpt2_conv1d/init").front();
  CHECK(gpt2.config.transposed);
  REQUIRE(gpt2.layers.size() == 8);
  CHECK(gpt2.layers.front().name == "transformer.h.0.attn.c_attn");
  CHECK(gpt2.layers.front().a.cols() == 64);
  CHECK(gpt2.layers.front().b.rows() == 192);
  CHECK(gpt2.layers.front().scale == 2);
  const auto embedding = read_peft_folder(root + "embedding/init").front();
  REQUIRE(embedding.layers.size() == 3);
  CHECK(embedding.layers.front().kind == peft_layer_kind::embedding);
  CHECK(embedding.layers.front().a.cols() == 512);
  CHECK(embedding.layers.back().kind == peft_layer_kind::linear);
  CHECK(embedding.others.size() == 2);
}

TEST_CASE("convolutions are read as rows of kernels, stacked experts by their rank") {
  const adapter_folder folder("kinds");
  folder.config(R"({"peft_type": "LORA", "r": 2, "lora_alpha": 4})");
  auto tensors = layer_tensors("experts", 6, 5, 7);
  tensors.push_back({"base_model.model.conv.lora_A.weight", {2, 3, 3, 3}, filled(54, 1)});
  tensors.push_back({"base_model.model.conv.lora_B.weight", {4, 2, 1, 1}, filled(8, 1)});
  folder.weights(tensors);
  const auto layers = read_peft_folder(folder.path()).front().layers;
  REQUIRE(layers.size() == 2);
  CHECK(layers[0].kind == peft_layer_kind::convolution);
  CHECK(layers[0].a.cols() == 27);
  CHECK(layers[0].b.rows() == 4);
  CHECK(layers[1].kind == peft_layer_kind::experts);
  CHECK(layers[1].a.rows() == 6);
  CHECK(layers[1].rank == 2);
}

TEST_CASE("DoRA's magnitudes, biases and saved modules are told from A and B") {
  const adapter_folder folder("parts");
  folder.config(R"({"peft_type": "LORA", "r": 2, "use_dora": true, "lora_bias": true})");
  auto tensors = layer_tensors("q", 2, 3, 4);
  tensors.push_back({"base_model.model.q.lora_B.bias", {4}, filled(4, 0)});
  tensors.push_back({"base_model.model.q.lora_magnitude_vector", {4}, filled(4, 1)});
  tensors.push_back({"base_model.model.classifier.weight", {2, 3}, filled(6, 1)});
  folder.weights(tensors);
  const auto adapter = read_peft_folder(folder.path()).front();
  REQUIRE(adapter.layers.size() == 1);
  CHECK(adapter.layers.front().has_magnitude);
  CHECK(adapter.layers.front().has_bias);
  CHECK(adapter.others == std::vector<std::string>{"base_model.model.classifier.weight"});
}

TEST_CASE("a second adapter lies in a subfolder, other kinds are left alone") {
  const adapter_folder folder("several");
  folder.config(lora8);
  folder.weights(layer_tensors("q", 8, 9, 10));
  const std::filesystem::path second = folder.path() / "second";
  std::filesystem::create_directory(second);
  std::ofstream(second / "adapter_config.json") << R"({"peft_type": "IA3"})";
  std::filesystem::copy(folder.path() / "adapter_model.safetensors", second);
  const auto all = read_peft_folder(folder.path());
  REQUIRE(all.size() == 2);
  CHECK(all[0].layers.size() == 1);
  CHECK(all[1].config.type == "IA3");
  CHECK(all[1].layers.empty());
  CHECK(all[1].others.size() == 2);
}

TEST_CASE("broken adapters get one sentence that names the file and the mend") {
  const adapter_folder folder("broken");
  const auto said = [&] {
    try {
      (void)read_peft_folder(folder.path());
    } catch (const std::runtime_error& e) {
      return std::string(e.what());
    }
    return std::string("nothing");
  };
  CHECK(said().find("holds no adapter_config.json") != std::string::npos);
  folder.config(lora8);
  CHECK(said().find("adapter_model.safetensors") != std::string::npos);
  std::ofstream(folder.path() / "adapter_model.bin") << "PK";
  CHECK(said().find("safetensors.torch.save_file") != std::string::npos);
  folder.weights({layer_tensors("q", 8, 9, 10).front()});
  CHECK(said().find("an A but no B for q") != std::string::npos);
  folder.weights(layer_tensors("q", 5, 9, 10));
  CHECK(said().find("an A of rank 5 for q, where adapter_config.json says 8") != std::string::npos);
  auto uneven = layer_tensors("q", 8, 9, 10);
  uneven[1] = {"base_model.model.q.lora_B.weight", {10, 7}, filled(70, 0)};
  folder.weights(uneven);
  CHECK(said().find("an A of 8 rows and a B of 7 columns for q") != std::string::npos);
  CHECK_THROWS_WITH(read_peft_folder("/no/such/folder"), Catch::Contains("is no folder"));
}
