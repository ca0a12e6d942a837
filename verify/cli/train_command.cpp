// loranoise train: many models of a task by several methods; their losses and accuracies.
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <memory>

#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/training_options.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::cli {
namespace {

constexpr double interval_level = 0.95;

struct mean_range {
  double value, low, high;
};

mean_range mean_of(const std::vector<double>& models) {
  const auto mean = verify::estimate::from_blocks(models);
  const auto range = mean.interval_at(1 - interval_level);
  return {mean.value(), range.low, range.high};
}

nlohmann::ordered_json mean_json(const mean_range& m) {
  return {m.value, m.low, m.high};
}

nlohmann::ordered_json trained_json(const trained_method& m) {
  const verify::shadow_result& r = m.models;
  nlohmann::ordered_json out;
  out["method"] = m.name;
  out["steps"] = r.checkpoints;
  for (const auto& [key, losses] :
       {std::pair{"member_loss", &r.member_loss}, std::pair{"held_out_loss", &r.held_out_loss}}) {
    out[key] = nlohmann::ordered_json::array();
    for (const auto& at : *losses) out[key].push_back(mean_json(mean_of(at)));
  }
  out["held_out_accuracy"] = mean_json(mean_of(r.held_out_accuracy));
  out["rank_of_change"] = mean_json(mean_of(r.change_rank));
  return out;
}

std::string trained_table(const std::vector<trained_method>& methods) {
  constexpr const char* line = "{:<28} {:<21} {:<10} {:<9} {}\n";
  std::string out = fmt::format(line, "method", "members' loss", "held-out", "accuracy", "rank");
  for (const trained_method& m : methods) {
    const mean_range loss = mean_of(m.models.member_loss.back());
    out += fmt::format(line, m.name,
                       fmt::format("{:.4f} [{:.4f},{:.4f}]", loss.value, loss.low, loss.high),
                       fmt::format("{:.4f}", mean_of(m.models.held_out_loss.back()).value),
                       fmt::format("{:.1f} %", 100 * mean_of(m.models.held_out_accuracy).value),
                       fmt::format("{:.3g}", mean_of(m.models.change_rank).value));
  }
  return out + fmt::format(
                   "\nmeans over models, after the last step, with the {:g} % interval of the "
                   "members' loss in\nnats; rank: of the first layer's change\n",
                   100 * interval_level);
}

void tell_diverged(const std::vector<trained_method>& methods) {
  for (const trained_method& m : methods) {
    if (std::isfinite(mean_of(m.models.member_loss.back()).value)) continue;
    std::cerr << m.name << ": models diverged, and their means are no numbers; choose a smaller "
              << "--rate\n";
  }
}

int train_models(CLI::App& app, const training_options& o, const simulate::process_group& group) {
  const auto methods = train_methods(app, o, group);
  if (!methods) return exit_interrupted;
  if (group.index != 0) return exit_passed;
  tell_diverged(*methods);
  if (!o.json) {
    std::cout << trained_table(*methods);
    return exit_passed;
  }
  nlohmann::ordered_json out = json_of(o);
  out["trained"] = nlohmann::ordered_json::array();
  for (const trained_method& m : *methods) out["trained"].push_back(trained_json(m));
  print(out, true, std::cout);
  return exit_passed;
}

}  // namespace

command add_train(CLI::App& app, const simulate::process_group& group) {
  CLI::App* sub =
      app.add_subcommand("train", "Fine-tune many models by several methods: loss and accuracy");
  const auto o = std::make_shared<training_options>();
  add_training_options(*sub, *o);
  return [sub, o, group] { return train_models(*sub, *o, group); };
}

}  // namespace loranoise::cli
