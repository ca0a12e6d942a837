// loranoise adapter: a PEFT folder, the law that its A was drawn from, and the noise that goes
// with.
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "simulate/gradients/plain_text.hpp"
#include "verify/adapters/adapter_report.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/run_start.hpp"

namespace loranoise::cli {
namespace {

using verify::adapter_layer_report;

struct adapter_options {
  std::string folder;
  verify::adapter_question question;
  bool json = false;
};

struct adapter_answer {
  simulate::peft_adapter adapter;
  std::vector<adapter_layer_report> layers;
  std::vector<std::string> notes;
};

nlohmann::ordered_json adapter_layer_json(const adapter_layer_report& r, bool rank_stabilised) {
  nlohmann::ordered_json out = {{"name", simulate::plain(r.layer.name)},
                                {"kind", name(r.layer.kind)},
                                {"rank", r.layer.rank},
                                {"alpha", r.layer.alpha},
                                {"scale", r.layer.scale},
                                {"rslora", rank_stabilised},
                                {"width", r.layer.a.cols()},
                                {"height", r.layer.b.rows()},
                                {"initialisation", name(r.start.found)},
                                {"p_value", r.start.p_value},
                                {"b_is_zero", r.b_is_zero},
                                {"dtype", name(r.layer.a.format)},
                                {"dora", r.layer.has_magnitude},
                                {"bias", r.layer.has_bias}};
  if (r.noise_to_signal) out["noise_to_signal"] = *r.noise_to_signal;
  if (r.identity) {
    out["update"] = {{"step_size", r.identity->step_size},
                     {"relative_error", r.identity->error},
                     {"a_unchanged", r.identity->a_unchanged},
                     {"holds", r.identity->holds()}};
  }
  return out;
}

nlohmann::ordered_json adapter_json(const adapter_answer& answer) {
  nlohmann::ordered_json out;
  out["folder"] = simulate::plain(answer.adapter.folder.string());
  out["peft_type"] = simulate::plain(answer.adapter.config.type);
  out["layers"] = nlohmann::ordered_json::array();
  for (const adapter_layer_report& r : answer.layers) {
    out["layers"].push_back(adapter_layer_json(r, answer.adapter.config.rank_stabilised));
  }
  out["notes"] = answer.notes;
  return out;
}

// The end of a long name says more than its start.
std::string adapter_name_cell(const std::string& text) {
  constexpr std::size_t width = 31;
  const std::string name = simulate::plain(text);
  return name.size() <= width ? name : ".." + name.substr(name.size() - width + 2);
}

std::string adapter_table(const adapter_answer& answer) {
  constexpr const char* row = "{:<31} {:>4} {:>5} {:>6} {:>5} {:>5} {:<15} {}\n";
  const auto& config = answer.adapter.config;
  std::string out =
      fmt::format("{}: {}{}\n", simulate::plain(answer.adapter.folder.string()),
                  simulate::plain(config.type), config.rank_stabilised ? ", rsLoRA" : "");
  if (!answer.layers.empty()) {
    out += fmt::format(row, "layer", "rank", "alpha", "scale", "width", "rows", "A is", "B");
  }
  for (const adapter_layer_report& r : answer.layers) {
    out += fmt::format(row, adapter_name_cell(r.layer.name), r.layer.rank,
                       fmt::format("{:.4g}", r.layer.alpha), fmt::format("{:.3g}", r.layer.scale),
                       r.layer.a.cols(), r.layer.b.rows(), name(r.start.found),
                       r.b_is_zero ? "0" : "not 0");
    if (r.noise_to_signal) {
      out += fmt::format("    noise of its gradient under this A: |N|^2/|G|^2 = {:.4g}\n",
                         *r.noise_to_signal);
    }
    if (r.identity) {
      out += fmt::format("    B - B_0 = -eta s G A': {}, relative error {:.2g} at eta = {:.4g}{}\n",
                         r.identity->holds() ? "yes" : "NO", r.identity->error,
                         r.identity->step_size, r.identity->a_unchanged ? "" : ", A changed");
    }
  }
  for (const std::string& note : answer.notes) out += "note: " + note + "\n";
  return out;
}

int tell_adapter(const adapter_options& o) {
  std::vector<adapter_answer> answers;
  open_or_reject([&] {
    std::vector<simulate::peft_adapter> adapters = simulate::read_peft_folder(o.folder);
    verify::check_gradient_names(adapters, o.question.gradients);
    for (simulate::peft_adapter& adapter : adapters) {
      adapter_answer answer;
      answer.layers = verify::report_on(adapter, o.question);
      answer.notes = verify::notes_on(adapter, answer.layers);
      answer.adapter = std::move(adapter);
      answers.push_back(std::move(answer));
    }
  });
  if (o.json) {
    nlohmann::ordered_json out = adapter_json(answers.front());
    for (std::size_t i = 1; i < answers.size(); ++i) {
      out["adapters"].push_back(adapter_json(answers[i]));
    }
    print(out, true, std::cout);
    return exit_passed;
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    std::cout << (i == 0 ? "" : "\n") << adapter_table(answers[i]);
  }
  std::cout << fmt::format(
      "\nA is: the law of PEFT that A's entries are consistent with, at level {:g}; "
      "unknown\n  where it was trained or made from the base weights\n",
      verify::initialisation_level);
  return exit_passed;
}

}  // namespace

command add_adapter(CLI::App& app) {
  CLI::App* sub =
      app.add_subcommand("adapter", "A PEFT adapter: how its A was drawn, and the noise of that");
  const auto o = std::make_shared<adapter_options>();
  sub->add_option("folder", o->folder, "Folder that PEFT's save_pretrained wrote")->required();
  sub->add_option("--gradients", o->question.gradients,
                  "FILE[:KEY] with gradients of the adapted weights: their noise under this A");
  sub->add_option("--before", o->question.before,
                  "The adapter's folder at the start; B = 0 if not given");
  sub->add_option("--step-size", o->question.step_size,
                  "Learning rate of the steps between; fitted if not given");
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] { return tell_adapter(*o); };
}

}  // namespace loranoise::cli
