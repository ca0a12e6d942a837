// Fine-tuning steps a second of one model on one core: 64-128-10, batch 32, SGD, LoRA of rank 8 on
// both layers and the other methods.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "simulate/training/fine_tuning.hpp"

namespace {

using namespace loranoise::simulate;

const fine_tuning_task& task() {
  static const fine_tuning_task one = [] {
    teacher_task_options o;
    o.features = 64;
    o.hidden = 128;
    o.pool = 640;
    return teacher_task(o);
  }();
  return one;
}

void steps(benchmark::State& state, tuning_method method) {
  tuning_options o;
  o.method = method;
  o.steps = 500;
  o.everyone = true;  // every batch is a full one
  o.noise_multiplier = 1;
  o.norm_part = o.square_part = 0.125F;
  model_tuner tuner(task(), o);
  std::uint64_t model = 0;
  for (auto _ : state) benchmark::DoNotOptimize(tuner.tune({1, 2, model++}));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * o.steps);
}

const int training_registered = [] {
  for (const tuning_method m : {tuning_method::full, tuning_method::last_layer, tuning_method::lora,
                                tuning_method::lora_frozen, tuning_method::lora_redrawn,
                                tuning_method::matched_noise, tuning_method::dp_sgd}) {
    benchmark::RegisterBenchmark(("training/" + std::string(name(m))).c_str(), steps, m);
  }
  return 0;
}();

}  // namespace
