#include "verify/study/build_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "simulate/gradients/gradient.hpp"
#include "simulate/gradients/source.hpp"
#include "simulate/training/digits.hpp"
#include "simulate/training/train.hpp"
#include "verify/study/row_pairs.hpp"
#include "verify/study/sample.hpp"
#include "verify/study/training_runs.hpp"

namespace loranoise::verify {
namespace {

constexpr Eigen::Index synthetic_rows = 8;

void log_training(const simulate::training_record& record, std::ostream& log) {
  const auto last = record.log.size() - 1;
  for (const std::size_t i : {std::size_t{0}, last / 2, last}) {
    log << fmt::format("  epoch {:>3}: training loss {:.4f}, test accuracy {:.1f} %\n",
                       record.log[i].epoch, record.log[i].training_loss,
                       100 * record.log[i].test_accuracy);
  }
}

simulate::training_record train(const simulate::dataset& data, std::uint64_t seed,
                                std::ostream& log) {
  log << "training a 64-128-10 network on " << data.size() << " handwritten digits\n";
  simulate::training_options options;
  options.seed = seed;
  simulate::training_record record = simulate::train_digits(data, options);
  log_training(record, log);
  return record;
}

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add_digits(const simulate::training_record& record, study& s) {
  for (const auto& snapshot : record.gradients) {
    if (!is_among(s.budget.snapshots, snapshot.name)) continue;
    s.gradients.emplace_back(snapshot);
    if (is_among(s.budget.probed_snapshots, snapshot.name)) {
      s.probes.emplace_back(choose_probe_row(*s.gradients.back()));
    }
  }
}

void add_synthetic(std::uint64_t seed, study& s) {
  const std::vector<int>& widths = s.budget.synthetic_widths;
  for (const int width : widths) {
    for (const auto& g : simulate::synthetic_gradients(synthetic_rows, width, seed)) {
      s.gradients.emplace_back(
          simulate::gradient{fmt::format("{} {}x{}", g.name, synthetic_rows, width), g.values});
      // Probe rows are drawn literally, trial by trial: the narrowest of each shape will do, as
      // the law of a coordinate does not depend on the width (claims T7 and L4).
      if (width == widths.front()) {
        s.probes.emplace_back(choose_probe_row(*s.gradients.back()));
      } else {
        s.wide_rows.emplace_back(choose_probe_row(*s.gradients.back()));
      }
    }
  }
}

// Gradients that are not wide, the same at every step; the first of all where all are wide.
void add_steady_sequences(study& s) {
  std::vector<shared<simulate::gradient>> chosen;
  for (const auto& g : s.gradients) {
    if (!is_wide(g->values.cols())) chosen.push_back(g);
  }
  if (chosen.empty()) chosen.push_back(s.gradients.front());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (takes(s.budget.steady_gradients, i, chosen.size())) {
      s.sequences.emplace_back(steady(*chosen[i]));
    }
  }
}

// Whole matrices of a large gradient are sampled; of its longest rows a row and a pair of rows are
// kept at full width.
void add_stored(const simulate::stored_matrix& stored, study& s, std::ostream& log) {
  const auto note = [&](const std::string& text) {
    s.notes.push_back(text);
    log << text << '\n' << std::flush;
  };
  simulate::gradient g = read_rows(stored, s.budget);
  const int exponent = bring_to_order_one(g.values);
  note(fmt::format("{}: {} x {}, divided by 2^{}", g.name, stored.rows(), stored.cols(), exponent));
  if (stored.shape.size() == 1) note(g.name + " is a vector: it is looked at as one row");
  if (is_too_large(stored.rows(), stored.cols(), s.budget)) {
    s.wide_rows.emplace_back(choose_probe_row(g));
    if (auto pair = choose_row_pair(g, s.budget.most_paired_rows)) {
      s.pairs.emplace_back(std::move(*pair));
    }
    simulate::gradient part = strongest_columns(g, s.budget);
    note(describe_sample(stored, part));
    g = std::move(part);
  }
  s.gradients.emplace_back(std::move(g));
  s.probes.emplace_back(choose_probe_row(*s.gradients.back()));
}

void add_file(const std::string& file, study& s, std::ostream& log) {
  for (const auto& stored : simulate::find_gradients(file)) add_stored(stored, s, log);
}

}  // namespace

study build_study(const run_settings& settings, bool adapters, std::ostream& log) {
  study s;
  s.budget = find_profile(settings.profile);
  // The user's file first: what is wrong with it is known before anything trains.
  if (settings.gradients.empty()) {
    check_ranks(settings.ranks, simulate::digit_features, "layer1_start");
  } else {
    add_file(settings.gradients, s, log);
    for (const auto& g : s.gradients) check_ranks(settings.ranks, g->values.cols(), g->name);
  }
  if (adapters || settings.gradients.empty()) {
    const simulate::dataset data = simulate::read_digits(settings.digits_file());
    const simulate::training_record record = train(data, settings.seed, log);
    if (adapters) {
      add_adapters(record.initial, data, settings.seed, s);
      add_trained_adapters(record.initial, data, settings.seed, s);
      // Fine-tuned models say nothing of the user's own gradient.
      if (settings.gradients.empty()) add_tuning_tasks(data, settings.seed, s);
    }
    if (settings.gradients.empty()) {
      add_digits(record, s);
      add_neighbours(record, data, s);
      add_descent(record.initial, data, settings.seed, s);
    }
  }
  if (settings.gradients.empty()) add_synthetic(settings.seed, s);
  add_steady_sequences(s);
  for (const int width : s.budget.flat_widths) s.flat_rows.emplace_back(flat_row(width));
  add_pairs(s);
  for (const int width : s.budget.cosine_widths) s.width_rows.emplace_back(cosine_row(width, 0.5));
  if (!settings.ranks.empty()) restrict_ranks(s, settings.ranks);
  return s;
}

}  // namespace loranoise::verify
