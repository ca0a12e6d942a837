// loranoise noise: the noise on a user's own gradients, layer by layer.
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <thread>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/gradients/source.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"
#include "verify/cli/run_start.hpp"
#include "verify/layers/layer_noise.hpp"
#include "verify/report/output_file.hpp"

namespace loranoise::cli {
namespace {

using verify::layer_noise;
using verify::rank_noise;

struct noise_options {
  std::string gradients;
  std::string sketch = "gaussian";
  verify::noise_question question;
  std::string csv;
  bool json = false;
};

constexpr const char* noise_threat_model =
    "epsilon: of one released row of G A'A, for an adversary who knows two candidate rows of this "
    "cosine; A is secret, and drawn anew for each release. With A public, or two rows released, "
    "there is no privacy";

void check_noise_options(const noise_options& o) {
  const auto& q = o.question;
  if (!(q.delta > 0 && q.delta < 1)) throw std::invalid_argument("--delta must be between 0 and 1");
  if (!(q.cosine > -1 && q.cosine < 1)) {
    throw std::invalid_argument("--cosine must be between -1 and 1");
  }
  if (q.alpha && !(*q.alpha > 0)) throw std::invalid_argument("--alpha must be above 0");
}

nlohmann::ordered_json or_null(const std::optional<double>& x) {
  return x ? nlohmann::ordered_json(*x) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json json_of(const rank_noise& at) {
  const auto range = at.measured.interval_at(1 - verify::layer_confidence);
  nlohmann::ordered_json out;
  out["rank"] = at.rank;
  out["noise_to_signal"] = at.noise_to_signal;
  out["effective_rate"] = at.effective_rate;
  out["tv_coordinate"] = {{"median", or_null(at.tv_coordinate_median)},
                          {"worst", or_null(at.tv_coordinate_worst)}};
  out["tv_row"] = {{"median", or_null(at.tv_row)}, {"worst", or_null(at.tv_row)}};
  out["privacy_floor"] = or_null(at.privacy_floor);
  out["epsilon_at_delta"] = or_null(at.epsilon_at_delta);
  out["measured"] = {{"noise_to_signal", {at.measured.value(), range.low, range.high}},
                     {"trials", at.trials}};
  return out;
}

nlohmann::ordered_json json_of(const layer_noise& layer) {
  const auto& f = layer.facts;
  nlohmann::ordered_json out;
  out["name"] = simulate::plain(f.name);
  out["rows"] = f.rows;
  out["width"] = f.width;
  out["norm"] = f.norm;
  out["stable_rank"] = f.stable_rank;
  out["cosine"] = {{"median", f.cosine.median}, {"q90", f.cosine.q90}, {"max", f.cosine.max}};
  out["symmetry_gives_away"] = layer.gives_itself_away;
  out["ranks"] = nlohmann::ordered_json::array();
  for (const rank_noise& at : layer.ranks) out["ranks"].push_back(json_of(at));
  return out;
}

nlohmann::ordered_json json_of(const std::vector<layer_noise>& layers, const noise_options& o) {
  nlohmann::ordered_json out;
  out["gradients"] = simulate::plain(o.gradients);
  out["sketch"] = o.sketch;
  out["delta"] = o.question.delta;
  out["cosine"] = o.question.cosine;
  out["layers"] = nlohmann::ordered_json::array();
  for (const layer_noise& layer : layers) out["layers"].push_back(json_of(layer));
  out["model"] = nlohmann::ordered_json::array();
  const std::vector<double> whole = verify::noise_of_model(layers);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    out["model"].push_back({{"rank", o.question.ranks[i]}, {"noise_to_signal", whole[i]}});
  }
  out["threat_model"] = noise_threat_model;
  nlohmann::ordered_json notes = {
      fmt::format("measured on the {} longest rows of each layer, {} % intervals",
                  verify::sampled_layer_rows, 100 * verify::layer_confidence)};
  if (!normal_entries(verify::find_sketch(o.sketch))) {
    notes.push_back("total variation and privacy are known for normal entries only");
  }
  out["notes"] = notes;
  return out;
}

std::string short_number(const std::optional<double>& x) {
  if (!x) return "-";
  return std::isinf(*x) ? "inf" : fmt::format("{:.3g}", *x);
}

std::string table_of(const std::vector<layer_noise>& layers, const noise_options& o) {
  constexpr const char* row = "{:>5} {:>8} {:<22} {:>8} {:>9} {:>8} {:>7} {:>6}\n";
  std::string out;
  for (const layer_noise& layer : layers) {
    const auto& f = layer.facts;
    out += fmt::format("{}: {} x {}, norm {:.3g}, stable rank {:.3g}\n", simulate::plain(f.name),
                       f.rows, f.width, f.norm, f.stable_rank);
    out += fmt::format("  cosines: median {:.2g}, 90 % below {:.2g}, largest {:.2g}; {}\n",
                       f.cosine.median, f.cosine.q90, f.cosine.max,
                       layer.gives_itself_away ? "symmetry gives G away" : "one direction");
    out += fmt::format(row, "rank", "noise", "measured", "rate", "TV median", "TV worst", "TV row",
                       "eps");
    for (const rank_noise& at : layer.ranks) {
      const auto range = at.measured.interval_at(1 - verify::layer_confidence);
      out += fmt::format(
          row, at.rank, short_number(at.noise_to_signal),
          fmt::format("{:.4g} [{:.4g}, {:.4g}]", at.measured.value(), range.low, range.high),
          short_number(at.effective_rate), short_number(at.tv_coordinate_median),
          short_number(at.tv_coordinate_worst), short_number(at.tv_row),
          short_number(at.epsilon_at_delta));
    }
    out += '\n';
  }
  out += "all layers together: ";
  const std::vector<double> whole = verify::noise_of_model(layers);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    out += fmt::format("{}{:.3g} at rank {}", i == 0 ? "" : ", ", whole[i], o.question.ranks[i]);
  }
  return out +
         fmt::format(
             "\n\n"
             "noise: E|N|^2/|G|^2, and as measured on the {} longest rows ({} % interval)\n"
             "rate: what the learning rate is multiplied by\n"
             "TV: distance of an entry's noise to the Gaussian at the median and the largest\n"
             "    cosine, and of a whole row's\n"
             "eps: of one released row at delta {:g}, cosine {:g}; A secret and drawn anew.\n"
             "    With A public, or two rows released, there is no privacy\n",
             verify::sampled_layer_rows, 100 * verify::layer_confidence, o.question.delta,
             o.question.cosine);
}

// A line for each layer and rank.
std::string csv_of(const std::vector<layer_noise>& layers) {
  std::string out =
      "layer,rows,width,norm,stable_rank,cosine_median,cosine_q90,cosine_max,rank,noise_to_signal,"
      "measured,low,high,effective_rate,tv_median,tv_worst,tv_row,privacy_floor,epsilon\n";
  const auto cell = [](const std::optional<double>& x) {
    return x ? fmt::format("{:.12g}", *x) : std::string();
  };
  for (const layer_noise& layer : layers) {
    const auto& f = layer.facts;
    std::string quoted;
    for (const char c : simulate::plain(f.name)) quoted += c == '"' ? "\"\"" : std::string(1, c);
    for (const rank_noise& at : layer.ranks) {
      const auto range = at.measured.interval_at(1 - verify::layer_confidence);
      out += fmt::format("\"{}\",{},{},{:.12g},{:.4g},{:.6g},{:.6g},{:.12g},{},{:.12g},", quoted,
                         f.rows, f.width, f.norm, f.stable_rank, f.cosine.median, f.cosine.q90,
                         f.cosine.max, at.rank, at.noise_to_signal);
      out += fmt::format("{:.12g},{:.12g},{:.12g},{:.12g},{},{},{},{},{}\n", at.measured.value(),
                         range.low, range.high, at.effective_rate, cell(at.tv_coordinate_median),
                         cell(at.tv_coordinate_worst), cell(at.tv_row), cell(at.privacy_floor),
                         cell(at.epsilon_at_delta));
    }
  }
  return out;
}

int tell_noise(noise_options o) {
  check_noise_options(o);
  o.question.sketch = verify::find_sketch(o.sketch);
  if (!o.csv.empty()) verify::check_output_file("--csv", o.csv, {simulate::file_of(o.gradients)});
  std::vector<layer_noise> layers;
  open_or_reject([&] {
    for (const simulate::stored_matrix& stored : simulate::find_gradients(o.gradients)) {
      layers.push_back(verify::noise_of_layer(stored, o.question));
    }
  });
  if (!o.csv.empty()) verify::write_file(o.csv, csv_of(layers), "make room on the disk");
  if (o.json) {
    print(json_of(layers, o), true, std::cout);
  } else {
    std::cout << table_of(layers, o);
  }
  return exit_passed;
}

}  // namespace

command add_noise(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "noise", "The noise on your own gradients, layer by layer and rank by rank");
  const auto o = std::make_shared<noise_options>();
  verify::noise_question& q = o->question;
  q.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  sub->add_option("--gradients", o->gradients, "FILE[:KEY], .npy, .npz or .safetensors; * in KEY")
      ->required();
  sub->add_option("--rank", q.ranks, "Ranks of the adapter")->delimiter(',')->required();
  sub->add_option("--sketch", o->sketch, "How A is drawn")->capture_default_str();
  sub->add_option("--alpha", q.alpha, "PEFT's lora_alpha; the rank if not given");
  sub->add_flag("--rslora", q.rank_stabilised, "Scale alpha/sqrt(rank) in place of alpha/rank");
  sub->add_option("--delta", q.delta, "delta at which epsilon is given")->capture_default_str();
  sub->add_option("--cosine", q.cosine, "Cosine of the two rows that an adversary tells apart")
      ->capture_default_str();
  sub->add_option("--trials", q.trials, "Draws of A for the measurement; a fraction of a second's")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 40));
  sub->add_option("--seed", q.seed, "Seed of the measurement")->capture_default_str();
  sub->add_option("--threads", q.threads, "Threads")->check(CLI::Range(1, 1024));
  sub->add_option("--csv", o->csv, "Write a line for each layer and rank to this file");
  sub->add_flag("--json", o->json, "JSON on standard output");
  return [o] { return tell_noise(*o); };
}

}  // namespace loranoise::cli
