#include "build_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "row_pairs.hpp"
#include "simulate/digits.hpp"
#include "simulate/gradient.hpp"
#include "simulate/train.hpp"
#include "training_runs.hpp"
#include "verify/claim.hpp"

namespace loranoise::cli {
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
bool looked_at(const std::string& snapshot, verify::grid grid) {
  if (grid != verify::grid::coarse) return true;
  return snapshot == "layer1_start" || snapshot == "layer2_middle" || snapshot == "layer1_end";
}

void add_digits(const simulate::training_record& record, verify::study& study) {
  for (const auto& snapshot : record.gradients) {
    if (!looked_at(snapshot.name, study.budget.grid)) continue;
    study.gradients.push_back({snapshot.name, snapshot.gradient});
    if (looked_at(snapshot.name, verify::grid::coarse)) {
      study.probes.push_back(verify::choose_probe_row(study.gradients.back()));
    }
  }
}

std::vector<Eigen::Index> synthetic_widths(verify::grid grid) {
  switch (grid) {
    case verify::grid::coarse:
      return {256};
    case verify::grid::medium:
      return {256, 4096};
    case verify::grid::fine:
      break;
  }
  return {64, 768, 4096};
}

void add_synthetic(std::uint64_t seed, verify::study& study) {
  const auto widths = synthetic_widths(study.budget.grid);
  for (const Eigen::Index width : widths) {
    for (const auto& g : simulate::synthetic_gradients(synthetic_rows, width, seed)) {
      study.gradients.push_back({fmt::format("{} {}x{}", g.name, synthetic_rows, width), g.values});
      // Probe rows are drawn literally, trial by trial: the narrowest of each shape will do, as
      // the law of a coordinate does not depend on the width (claims T7 and L4).
      if (width == widths.front()) {
        study.probes.push_back(verify::choose_probe_row(study.gradients.back()));
      } else {
        study.wide_rows.push_back(verify::choose_probe_row(study.gradients.back()));
      }
    }
  }
}

// Small gradients at every step: the first of the study and the last in the coarse grid.
void add_steady_sequences(verify::study& study) {
  constexpr Eigen::Index widest = 1024;
  std::vector<const verify::named_gradient*> chosen;
  for (const auto& g : study.gradients) {
    if (g.values.cols() <= widest) chosen.push_back(&g);
  }
  if (chosen.empty()) chosen.push_back(&study.gradients.front());
  if (study.budget.grid == verify::grid::coarse && chosen.size() > 2) {
    chosen = {chosen.front(), chosen.back()};
  }
  for (const auto* g : chosen) study.sequences.push_back(verify::steady(*g));
}

void add_file(const std::string& file, verify::study& study) {
  study.gradients.push_back(
      {std::filesystem::path(file).filename().string(), simulate::read_npy(file)});
  study.probes.push_back(verify::choose_probe_row(study.gradients.back()));
}

}  // namespace

verify::study build_study(const run_settings& settings, std::ostream& log) {
  verify::study study;
  study.budget = verify::find_profile(settings.profile);
  verify::set_ranks(study);
  // The user's file first: what is wrong with it is known before anything trains.
  if (!settings.gradients.empty()) add_file(settings.gradients, study);
  const bool adapters = verify::train_adapters(settings.claims);
  if (adapters || settings.gradients.empty()) {
    const simulate::dataset data = simulate::read_digits(settings.digits);
    const simulate::training_record record = train(data, settings.seed, log);
    if (adapters) {
      add_adapters(record.initial, data, settings.seed, study);
      add_trained_adapters(record.initial, data, settings.seed, study);
    }
    if (settings.gradients.empty()) {
      add_digits(record, study);
      add_neighbours(record, data, study);
      add_descent(record.initial, data, settings.seed, study);
    }
  }
  if (settings.gradients.empty()) add_synthetic(settings.seed, study);
  add_steady_sequences(study);
  for (const int width : {16, 64, 256, 1024, 4096}) {
    study.flat_rows.push_back(verify::flat_row(width));
  }
  add_pairs(study);
  const auto widths = study.budget.grid == verify::grid::coarse
                          ? std::vector<int>{16, 256, 1024}
                          : std::vector<int>{16, 64, 256, 1024, 4096};
  for (const int width : widths) study.width_rows.push_back(verify::cosine_row(width, 0.5));
  if (!settings.ranks.empty()) verify::restrict_ranks(study, settings.ranks);
  return study;
}

}  // namespace loranoise::cli
