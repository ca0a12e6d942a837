// loranoise adapter, on adapters that PEFT wrote and on a step made by hand.
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/simulate/peft/adapter_files.hpp"
#include "tests/verify/cli/run_program.hpp"

using namespace loranoise;

namespace {

constexpr std::size_t rank = 3;
constexpr std::size_t width = 8;
constexpr std::size_t height = 5;
constexpr float eta = 0.25F;
constexpr float scale = 2;

float wave(std::size_t i) {
  return std::sin(1.7F * static_cast<float>(i) + 0.3F);
}

// One step from B = 0: B = -eta s G A'.
void write_step(const adapter_folder& folder, float wrong,
                const std::string& name = "layer.q.weight") {
  auto tensors = layer_tensors("layer.q", rank, width, height);
  tensor gradient{name, {height, width}, {}};
  for (std::size_t i = 0; i < height * width; ++i) gradient.values.push_back(wave(i));
  for (std::size_t i = 0; i < rank * width; ++i) tensors[0].values[i] = wave(100 + i);
  for (std::size_t k = 0; k < height; ++k) {
    for (std::size_t a = 0; a < rank; ++a) {
      float sum = 0;
      for (std::size_t i = 0; i < width; ++i) {
        sum += gradient.values[k * width + i] * tensors[0].values[a * width + i];
      }
      tensors[1].values[k * rank + a] = -eta * scale * sum * (k == 0 ? 1 + wrong : 1);
    }
  }
  folder.config(R"({"peft_type": "LORA", "r": 3, "lora_alpha": 6})");
  folder.weights(tensors);
  const adapter_folder beside("gradient-of-step");
  beside.weights({gradient});
  std::filesystem::copy_file(beside.path() / "adapter_model.safetensors",
                             folder.path() / "gradient.safetensors",
                             std::filesystem::copy_options::overwrite_existing);
}

nlohmann::json told(const adapter_folder& folder, const std::string& more = "") {
  const outcome o =
      run_loranoise("adapter " + quoted(folder.path().string()) + " --json --gradients " +
                    quoted((folder.path() / "gradient.safetensors").string()) + more);
  CAPTURE(o.errors);
  REQUIRE(o.status == 0);
  return nlohmann::json::parse(o.output).at("layers").at(0);
}

}  // namespace

TEST_CASE("loranoise adapter prints the keys of the design") {
  const outcome o = run_loranoise(
      "adapter " + quoted(LORANOISE_REFERENCE_DIR "/adapters/gpt2_conv1d/init") + " --json");
  REQUIRE(o.status == 0);
  const auto adapter = nlohmann::json::parse(o.output);
  CHECK(adapter.at("peft_type") == "LORA");
  REQUIRE(adapter.at("layers").size() == 8);
  for (const auto& layer : adapter.at("layers")) {
    for (const char* key : {"name", "kind", "rank", "alpha", "scale", "rslora", "width", "height",
                            "initialisation", "p_value", "b_is_zero", "dtype"}) {
      CHECK(layer.contains(key));
    }
    CHECK(layer.at("initialisation") == "kaiming_uniform");
    CHECK(layer.at("b_is_zero") == true);
  }
}

TEST_CASE("the identity of a user's own step is checked, and a wrong step is seen") {
  const adapter_folder folder("step");
  write_step(folder, 0);
  const auto right = told(folder);
  CHECK(right.at("update").at("holds") == true);
  CHECK(right.at("update").at("step_size").get<double>() == Approx(eta).epsilon(1e-6));
  CHECK(right.at("noise_to_signal").get<double>() > 0);
  CHECK(told(folder, " --step-size 0.3").at("update").at("holds") == false);
  // The start given: nothing changed since.
  CHECK(!told(folder, " --before " + quoted(folder.path().string())).contains("update"));
  write_step(folder, 0.02F);
  CHECK(told(folder).at("update").at("holds") == false);
  // As the weights of a model are named that PEFT wraps.
  for (const char* name :
       {"layer.q.base_layer.weight", "base_model.model.layer.q.base_layer.weight"}) {
    write_step(folder, 0, name);
    CHECK(told(folder).at("update").at("holds") == true);
  }
}

TEST_CASE("loranoise adapter: bad input gets one sentence and exit status 2") {
  const adapter_folder folder("bad");
  const std::string place = quoted(folder.path().string());
  const auto complaint = [&](const std::string& arguments) {
    const outcome o = run_loranoise("adapter " + arguments);
    CHECK(o.status == 2);
    CHECK(std::count(o.errors.begin(), o.errors.end(), '\n') == 1);
    return o.errors;
  };
  CHECK(complaint(place).find("holds no adapter_config.json") != std::string::npos);
  write_step(folder, 0);
  CHECK(complaint(place + " --gradients /no/such.npy").find("/no/such.npy") != std::string::npos);
  write_step(folder, 0, "another.q.weight");
  CHECK(
      complaint(place + " --gradients " + quoted((folder.path() / "gradient.safetensors").string()))
          .find("another.q.weight has not the name of a layer of the adapter, such as layer.q") !=
      std::string::npos);
  folder.config(R"({"peft_type": "LORA", "r": 4})");
  CHECK(complaint(place).find("an A of rank 3 for layer.q") != std::string::npos);
}

TEST_CASE("an adapter of another kind is named and left alone") {
  const adapter_folder folder("ia3");
  folder.config(R"({"peft_type": "IA3"})");
  folder.weights({{"base_model.model.q.ia3_l", {4, 1}, filled(4, 1)}});
  const outcome o = run_loranoise("adapter " + quoted(folder.path().string()));
  CHECK(o.status == 0);
  CHECK(o.output.find("an adapter of kind IA3") != std::string::npos);
}
