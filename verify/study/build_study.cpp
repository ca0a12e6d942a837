#include "verify/study/build_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "simulate/gradients/gradient.hpp"
#include "simulate/gradients/source.hpp"
#include "simulate/training/digits.hpp"
#include "simulate/training/train.hpp"
#include "verify/study/plain_text.hpp"
#include "verify/study/row_pairs.hpp"
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

// The snapshots of training that each grid looks at.
bool looked_at(const std::string& snapshot, grid grid) {
  if (grid != grid::coarse) return true;
  return snapshot == "layer1_start" || snapshot == "layer2_middle" || snapshot == "layer1_end";
}

void add_digits(const simulate::training_record& record, study& s) {
  for (const auto& snapshot : record.gradients) {
    if (!looked_at(snapshot.name, s.budget.grid)) continue;
    s.gradients.push_back({snapshot.name, snapshot.gradient});
    if (looked_at(snapshot.name, grid::coarse)) {
      s.probes.push_back(choose_probe_row(s.gradients.back()));
    }
  }
}

std::vector<Eigen::Index> synthetic_widths(grid grid) {
  switch (grid) {
    case grid::coarse:
      return {256};
    case grid::medium:
      return {256, 4096};
    case grid::fine:
      break;
  }
  return {64, 768, 4096};
}

void add_synthetic(std::uint64_t seed, study& s) {
  const auto widths = synthetic_widths(s.budget.grid);
  for (const Eigen::Index width : widths) {
    for (const auto& g : simulate::synthetic_gradients(synthetic_rows, width, seed)) {
      s.gradients.push_back({fmt::format("{} {}x{}", g.name, synthetic_rows, width), g.values});
      // Probe rows are drawn literally, trial by trial: the narrowest of each shape will do, as
      // the law of a coordinate does not depend on the width (claims T7 and L4).
      if (width == widths.front()) {
        s.probes.push_back(choose_probe_row(s.gradients.back()));
      } else {
        s.wide_rows.push_back(choose_probe_row(s.gradients.back()));
      }
    }
  }
}

// Small gradients at every step: the first of the study and the last in the coarse grid.
void add_steady_sequences(study& s) {
  constexpr Eigen::Index widest = 1024;
  std::vector<const named_gradient*> chosen;
  for (const auto& g : s.gradients) {
    if (g.values.cols() <= widest) chosen.push_back(&g);
  }
  if (chosen.empty()) chosen.push_back(&s.gradients.front());
  if (s.budget.grid == grid::coarse && chosen.size() > 2) {
    chosen = {chosen.front(), chosen.back()};
  }
  for (const auto* g : chosen) s.sequences.push_back(steady(*g));
}

void add_file(const std::string& file, study& s) {
  for (const simulate::stored_matrix& m : simulate::find_gradients(file)) {
    const std::string name = m.file.filename().string() + (m.name.empty() ? "" : ":" + m.name);
    s.gradients.push_back({plain(name), m.values()});
    s.probes.push_back(choose_probe_row(s.gradients.back()));
  }
}

}  // namespace

study build_study(const run_settings& settings, bool adapters, std::ostream& log) {
  study s;
  s.budget = find_profile(settings.profile);
  set_ranks(s);
  // The user's file first: what is wrong with it is known before anything trains.
  if (!settings.gradients.empty()) add_file(settings.gradients, s);
  if (adapters || settings.gradients.empty()) {
    const simulate::dataset data = simulate::read_digits(settings.digits);
    const simulate::training_record record = train(data, settings.seed, log);
    if (adapters) {
      add_adapters(record.initial, data, settings.seed, s);
      add_trained_adapters(record.initial, data, settings.seed, s);
    }
    if (settings.gradients.empty()) {
      add_digits(record, s);
      add_neighbours(record, data, s);
      add_descent(record.initial, data, settings.seed, s);
    }
  }
  if (settings.gradients.empty()) add_synthetic(settings.seed, s);
  add_steady_sequences(s);
  for (const int width : {16, 64, 256, 1024, 4096}) {
    s.flat_rows.push_back(flat_row(width));
  }
  add_pairs(s);
  const auto widths = s.budget.grid == grid::coarse ? std::vector<int>{16, 256, 1024}
                                                    : std::vector<int>{16, 64, 256, 1024, 4096};
  for (const int width : widths) s.width_rows.push_back(cosine_row(width, 0.5));
  if (!settings.ranks.empty()) restrict_ranks(s, settings.ranks);
  return s;
}

}  // namespace loranoise::verify
