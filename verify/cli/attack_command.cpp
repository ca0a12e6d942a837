// loranoise attack: membership inference on models fine-tuned by several methods.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>

#include "simulate/attack/findings.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/training_options.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::cli {
namespace {

struct attack_options {
  training_options training;
  std::vector<std::string> attacks;
  double level = 0.95;
  double at_loss = 0;  // 0: compared at equal steps
};

// One attack on the models of one method.
struct attack_row {
  std::string method;
  std::string attack;
  double loss;  // of the members
  simulate::attack_findings found;
};

std::vector<simulate::membership_attack> chosen_attacks(const std::vector<std::string>& wanted) {
  if (wanted.empty()) return simulate::membership_attacks();
  std::vector<simulate::membership_attack> all;
  all.reserve(wanted.size());
  for (const std::string& w : wanted) all.push_back(simulate::find_attack(w));
  return all;
}

double mean(const std::vector<double>& values) {
  return verify::estimate::from_blocks(values).value();
}

// The last checkpoint, or for comparison at equal loss the one whose loss is nearest to `wanted`;
// none where no checkpoint comes within a fifth of it.
std::optional<std::size_t> checkpoint_of(const verify::shadow_result& r, double wanted) {
  if (wanted <= 0) return r.checkpoints.size() - 1;
  constexpr double near = 0.2;
  std::optional<std::size_t> best;
  double distance = near * wanted;
  for (std::size_t c = 0; c < r.checkpoints.size(); ++c) {
    const double here = std::abs(mean(r.member_loss[c]) - wanted);
    if (here > distance) continue;
    distance = here;
    best = c;
  }
  return best;
}

std::vector<attack_row> attack_all(const std::vector<trained_method>& methods,
                                   const attack_options& o) {
  std::vector<attack_row> rows;
  for (const trained_method& m : methods) {
    const auto found = checkpoint_of(m.models, o.at_loss);
    if (!found) {
      std::cerr << fmt::format("{} is left out: its members' loss is never near {:g}\n", m.name,
                               o.at_loss);
      continue;
    }
    const std::size_t c = *found;
    const simulate::score_table table = scores_at(m.models, c, m.base);
    if (!simulate::finite_scores(table)) {
      std::cerr << m.name << " is left out: its models diverged; choose a smaller --rate\n";
      continue;
    }
    for (const simulate::membership_attack a : chosen_attacks(o.attacks)) {
      const simulate::stream words{
          o.training.seed, simulate::experiment_id("attack/" + m.name + "/" + std::string(name(a))),
          0};
      rows.push_back({m.name, std::string(name(a)), mean(m.models.member_loss[c]),
                      simulate::attack_models(table, a, o.level, words)});
    }
  }
  return rows;
}

nlohmann::ordered_json range_json(const simulate::value_range& r) {
  return {r.value, r.low, r.high};
}

nlohmann::ordered_json attacks_json(const std::vector<attack_row>& rows, const attack_options& o) {
  nlohmann::ordered_json out = json_of(o.training);
  out["level"] = o.level;
  out["compared_at"] =
      o.at_loss > 0 ? fmt::format("loss {:g} of the members", o.at_loss) : "equal steps";
  out["attacks"] = nlohmann::ordered_json::array();
  for (const attack_row& r : rows) {
    out["attacks"].push_back({{"method", r.method},
                              {"attack", r.attack},
                              {"member_loss", r.loss},
                              {"auc", range_json(r.found.area)},
                              {"tpr_at_fpr_0.01", range_json(r.found.power_1)},
                              {"tpr_at_fpr_0.001", range_json(r.found.power_01)}});
  }
  out["notes"] = {"intervals: percentiles of resamplings of the target models",
                  "each model in turn is the target, the others are its shadows"};
  return out;
}

std::string attack_table(const std::vector<attack_row>& rows, const attack_options& o) {
  constexpr const char* line = "{:<{}} {:<12} {:>6} {:<19} {:>6} {:>6}\n";
  std::size_t width = 26;
  for (const attack_row& r : rows) width = std::max(width, r.method.size());
  std::string out = fmt::format(line, "method", width, "attack", "loss", "AUC", "at 1%", "at.1%");
  for (const attack_row& r : rows) {
    out += fmt::format(line, r.method, width, r.attack, fmt::format("{:.3f}", r.loss),
                       fmt::format("{:.3f} [{:.3f},{:.3f}]", r.found.area.value, r.found.area.low,
                                   r.found.area.high),
                       fmt::format("{:.3f}", r.found.power_1.value),
                       fmt::format("{:.3f}", r.found.power_01.value));
  }
  return out +
         fmt::format(
             "\nloss: of the members, nats{}\n"
             "AUC: with its {:g} % interval over target models\n"
             "at 1%, at.1%: share of members found at so many false positives\n",
             o.at_loss > 0 ? fmt::format(", at the checkpoint nearest to {:g}", o.at_loss) : "",
             100 * o.level);
}

int attack_methods(CLI::App& app, const attack_options& o, const simulate::process_group& group) {
  if (!(o.level > 0 && o.level < 1)) {
    throw std::invalid_argument("--level must be between 0 and 1");
  }
  if (!(o.at_loss >= 0)) throw std::invalid_argument("--at-loss must be above 0");
  (void)chosen_attacks(o.attacks);
  const auto methods = train_methods(app, o.training, group);
  if (!methods) return exit_interrupted;
  if (group.index != 0) return exit_passed;
  const auto rows = attack_all(*methods, o);
  if (o.training.json) {
    print(attacks_json(rows, o), true, std::cout);
  } else {
    std::cout << attack_table(rows, o);
  }
  return exit_passed;
}

}  // namespace

command add_attack(CLI::App& app, const simulate::process_group& group) {
  CLI::App* sub =
      app.add_subcommand("attack", "Membership inference on models fine-tuned by several methods");
  const auto o = std::make_shared<attack_options>();
  add_training_options(*sub, o->training);
  sub->add_option("--attacks", o->attacks, "loss, reference, lira_online ...; all by default")
      ->delimiter(',');
  sub->add_option("--level", o->level, "Level of the intervals")->capture_default_str();
  sub->add_option("--at-loss", o->at_loss,
                  "Compare methods at the checkpoint whose members' loss is nearest to this, not "
                  "at equal steps");
  return [sub, o, group] { return attack_methods(*sub, *o, group); };
}

}  // namespace loranoise::cli
