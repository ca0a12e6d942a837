#include "verify/cli/training_options.hpp"

#include <fmt/format.h>
#include <tbb/info.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>

#include "simulate/gradients/plain_text.hpp"
#include "verify/cli/config_file.hpp"
#include "verify/cli/interrupt.hpp"
#include "verify/cli/provenance.hpp"
#include "verify/cli/run_start.hpp"
#include "verify/cli/shared_run.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/plans/shadow_models.hpp"
#include "verify/report/store.hpp"
#include "verify/study/program_name.hpp"
#include "verify/study/run_settings.hpp"
#include "verify/study/sha256.hpp"

namespace loranoise::cli {
namespace {

// So many models are kept at a time: what a killed run loses at most.
constexpr int models_together = 8;

template <class Value>
Value find(const std::string& what, const std::string& wanted,
           const std::map<std::string, Value>& known) {
  const auto found = known.find(wanted);
  if (found != known.end()) return found->second;
  std::string names;
  for (const auto& [name, value] : known) names += (names.empty() ? "" : ", ") + name;
  throw std::invalid_argument("unknown " + what + " \"" + wanted + "\": choose from " + names);
}

// What is asked of one task alone must not be ignored by the other.
void check_options_of_task(const training_options& o) {
  const training_options usual;
  const auto belongs = [&](const char* option, const char* task, bool given) {
    if (given && o.task != task) {
      throw std::invalid_argument(fmt::format(
          "{} is an option of the task {}: leave it out, or choose --task {}", option, task, task));
    }
  };
  belongs("--shift", "digits", o.shift != usual.shift);
  belongs("--digits", "digits", !o.digits.empty());
  belongs("--features", "teacher", o.features != usual.features);
  belongs("--pool", "teacher", o.pool != usual.pool);
}

simulate::fine_tuning_task make_task(const training_options& o) {
  check_options_of_task(o);
  if (o.task == "teacher") {
    simulate::teacher_task_options t;
    t.features = o.features;
    t.hidden = o.hidden;
    t.pool = o.pool;
    t.label_noise = o.label_noise;
    t.seed = o.seed;
    return simulate::teacher_task(t);
  }
  if (o.task != "digits") {
    throw std::invalid_argument("unknown task \"" + o.task + "\": choose from digits, teacher");
  }
  simulate::digits_task_options d;
  d.change = find<simulate::shift>("shift", o.shift,
                                   {{"none", simulate::shift::none},
                                    {"inverted", simulate::shift::inverted},
                                    {"rotated", simulate::shift::rotated}});
  d.label_noise = o.label_noise;
  d.hidden = o.hidden;
  d.seed = o.seed;
  const std::string file = o.digits.empty() ? verify::default_digits() : o.digits;
  return open_or_reject([&] { return simulate::digits_task(simulate::read_digits(file), d); });
}

simulate::tuning_options shared_options(const training_options& o) {
  simulate::tuning_options t;
  t.steps = o.steps;
  t.batch = o.batch;
  t.rate = static_cast<float>(o.rate);
  t.optimiser = find<simulate::optimiser_kind>("optimiser", o.optimiser,
                                               {{"sgd", simulate::optimiser_kind::sgd},
                                                {"momentum", simulate::optimiser_kind::momentum},
                                                {"adam", simulate::optimiser_kind::adam}});
  t.sampling = find<simulate::batch_sampling>("sampling", o.sampling,
                                              {{"shuffled", simulate::batch_sampling::shuffled},
                                               {"poisson", simulate::batch_sampling::poisson},
                                               {"all", simulate::batch_sampling::all}});
  t.scale = static_cast<float>(o.scale);
  t.kaiming_uniform = o.kaiming_uniform;
  t.adapted = o.layers;
  t.known_factors = o.known_factors;
  t.redraw_every = o.redraw_every;
  t.clip = static_cast<float>(o.clip);
  t.noise_multiplier = static_cast<float>(o.noise_multiplier);
  t.checkpoints = verify::claims::checkpoint_steps(o.steps, o.checkpoints);
  return t;
}

// Of one method, a few models at a time.
std::vector<verify::shadow_experiment> cut(const verify::shared<simulate::fine_tuning_task>& task,
                                           const simulate::tuning_options& options, int models) {
  std::vector<verify::shadow_experiment> all;
  for (int first = 0; first < models; first += models_together) {
    all.push_back({task, options, static_cast<std::uint64_t>(first),
                   static_cast<std::uint64_t>(std::min(models_together, models - first))});
  }
  return all;
}

std::string bytes_of(const simulate::fine_tuning_task& task) {
  simulate::byte_writer writer;
  writer(task.name, task.pool.inputs, task.pool.labels, task.held_out.inputs, task.held_out.labels);
  for (const simulate::dense_layer& layer : task.base) writer(layer.weights, layer.bias);
  return writer.take();
}

void check_unchanged(const std::map<std::string, std::string>& before,
                     const std::map<std::string, std::string>& now, const training_options& o) {
  const auto changed = [&](const std::string& fact) {
    return before.contains(fact) && before.at(fact) != now.at(fact);
  };
  const std::string models = "the models in " + simulate::plain(o.out) + " were trained ";
  if (changed("settings")) {
    throw std::invalid_argument(models +
                                "with other options: give those again (its provenance has them), "
                                "or choose another --out");
  }
  if (changed("task_sha256")) {
    throw std::invalid_argument(models +
                                "on other data: bring back the file of --digits as it was, and a "
                                "machine of the same kind, or choose another --out");
  }
}

// In the first process of the group.
std::unique_ptr<verify::store> open_store(const training_options& o,
                                          const simulate::fine_tuning_task& task) {
  if (o.out.empty()) {
    if (o.resume) throw std::invalid_argument("--resume needs the models' folder: give --out");
    return nullptr;
  }
  auto opened = std::make_unique<verify::store>(
      o.out, o.resume ? verify::opening::resumed : verify::opening::fresh);
  // Everything that the numbers depend on.
  const std::map<std::string, std::string> facts{
      {"settings", json_of(o).dump()}, {"task_sha256", verify::sha256_of(bytes_of(task))}};
  if (o.resume) check_unchanged(opened->provenance(), facts, o);
  auto all = provenance(o.threads);
  all.insert(facts.begin(), facts.end());
  opened->write_provenance(all);
  return opened;
}

}  // namespace

void add_training_options(CLI::App& sub, training_options& o) {
  o.threads = tbb::info::default_concurrency();
  sub.add_option("--task", o.task, "digits, or teacher: a random network's labels")
      ->capture_default_str();
  sub.add_option("--shift", o.shift, "Of the digits: inverted, rotated or none")
      ->capture_default_str();
  sub.add_option("--label-noise", o.label_noise, "Share of the pool's labels drawn anew")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  sub.add_option("--features", o.features, "Inputs of the teacher's task")->capture_default_str();
  sub.add_option("--hidden", o.hidden, "Hidden units of the network")->capture_default_str();
  sub.add_option("--pool", o.pool, "Examples of the teacher's task")->capture_default_str();
  sub.add_option("--digits", o.digits, "The digits data, those of the program by default");
  sub.add_option("--methods", o.methods,
                 "full, last_layer, lora, lora_frozen, lora_projected, lora_redrawn, "
                 "matched_noise, matched_covariance, dp_sgd")
      ->delimiter(',')
      ->capture_default_str();
  sub.add_option("--ranks", o.ranks, "Ranks of the methods that have one")
      ->delimiter(',')
      ->capture_default_str();
  sub.add_option("--models", o.models, "Models of each method")
      ->check(CLI::Range(2, 100000))
      ->capture_default_str();
  sub.add_option("--steps", o.steps, "Steps of each model")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  sub.add_option("--batch", o.batch, "Examples a step")->capture_default_str();
  sub.add_option("--rate", o.rate, "Learning rate")->capture_default_str();
  sub.add_option("--optimiser", o.optimiser, "sgd, momentum or adam")->capture_default_str();
  sub.add_option("--sampling", o.sampling, "shuffled, poisson or all")->capture_default_str();
  sub.add_option("--scale", o.scale, "s of W + s B A")->capture_default_str();
  sub.add_flag("--kaiming-uniform", o.kaiming_uniform, "A as PEFT draws it, not N(0, 1/rank)");
  sub.add_option("--layers", o.layers, "Layers that have factors, 1 the inputs'; all by default")
      ->delimiter(',');
  sub.add_flag("--known-factors", o.known_factors,
               "One A for all models, as for an attacker who knows it; else each has its own");
  sub.add_option("--redraw-every", o.redraw_every, "Steps between two A of lora_redrawn")
      ->capture_default_str();
  sub.add_option("--clip", o.clip, "Clipping norm of dp_sgd")->capture_default_str();
  sub.add_option("--noise-multiplier", o.noise_multiplier, "Noise of dp_sgd, in clipping norms")
      ->capture_default_str();
  sub.add_option("--checkpoints", o.checkpoints, "Times at which models are scored")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  sub.add_option("--seed", o.seed, "Seed of every random number")->capture_default_str();
  sub.add_option("--threads", o.threads, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024));
  sub.add_option("--out", o.out, "Folder that keeps the models' scores");
  sub.add_flag("--resume", o.resume, "Go on with, or use, the models in the folder --out");
  sub.add_flag("--json", o.json, "JSON on standard output");
  sub.add_option("--config", o.config, "TOML file with these options: steps = 400 ...");
}

std::optional<std::vector<trained_method>> train_methods(CLI::App& app, const training_options& o,
                                                         const simulate::process_group& group) {
  if (!o.config.empty()) apply_config_file(app, o.config);
  const verify::shared<simulate::fine_tuning_task> task = make_task(o);
  const auto options = verify::claims::all_options(o.methods, o.ranks, shared_options(o));
  for (const simulate::tuning_options& t : options) simulate::check_tuning(*task, t);
  if (group.count > 1) {
    simulate::check_same(group, json_of(o).dump() + bytes_of(*task), "options and data");
  }
  std::unique_ptr<verify::store> results;
  (void)simulate::made_by_first(group, [&] {
    results = open_or_reject([&] { return open_store(o, *task); });
    return std::string();
  });

  verify::laboratory lab;
  for (const auto& t : options) {
    for (const auto& e : cut(task, t, o.models)) lab.request(e);
  }
  try {
    run_shared(lab, app.get_name(), {o.seed, o.threads, group}, results.get());
  } catch (const interrupted&) {
    if (group.index == 0) {
      std::cerr << "loranoise: interrupted"
                << (results ? "; finished models are kept, go on with --resume" : "") << '\n';
    }
    return std::nullopt;
  }
  if (results) results->finish();

  std::vector<trained_method> all;
  const std::vector<float> base = verify::base_scores(*task);
  for (const auto& t : options) {
    const auto parts = cut(task, t, o.models);
    trained_method m{verify::method_name(t), lab.result(parts.front()), base};
    for (std::size_t k = 1; k < parts.size(); ++k) m.models.add(lab.result(parts[k]));
    all.push_back(std::move(m));
  }
  return all;
}

nlohmann::ordered_json json_of(const training_options& o) {
  nlohmann::ordered_json out;
  out["task"] = o.task;
  if (o.task == "digits") {
    out["shift"] = o.shift;
    out["label_noise"] = o.label_noise;
  } else {
    out["features"] = o.features;
    out["pool"] = o.pool;
  }
  out["hidden"] = o.hidden;
  out["methods"] = o.methods;
  out["ranks"] = o.ranks;
  out["models"] = o.models;
  out["steps"] = o.steps;
  out["batch"] = o.batch;
  out["rate"] = o.rate;
  out["optimiser"] = o.optimiser;
  out["sampling"] = o.sampling;
  out["scale"] = o.scale;
  out["kaiming_uniform"] = o.kaiming_uniform;
  out["layers"] = o.layers;
  out["known_factors"] = o.known_factors;
  out["redraw_every"] = o.redraw_every;
  out["clip"] = o.clip;
  out["noise_multiplier"] = o.noise_multiplier;
  out["checkpoints"] = o.checkpoints;
  out["seed"] = o.seed;
  return out;
}

}  // namespace loranoise::cli
