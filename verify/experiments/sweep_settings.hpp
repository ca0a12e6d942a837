// What every sweep of a run shares, and how sweeps are cut into blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "simulate/random/stream.hpp"
#include "simulate/sweep/sweep.hpp"
#include "verify/experiments/stream_record.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

struct sweep_settings {
  std::uint64_t seed = 1;
  int threads = 1;
  /// Called with the trials done since the last call. What it throws ends the sweep.
  std::function<void(std::uint64_t trials)> progress = {};
  /// The processes that share the blocks of every sweep; this one alone by default.
  simulate::process_group group = {};
  /// Where the streams of a run are written down and two alike refused; nowhere by default.
  stream_record* streams = nullptr;
};

/// The id of the stream of that name, which nothing else in the run draws.
inline std::uint32_t take_stream(const sweep_settings& settings, const std::string& name) {
  if (settings.streams != nullptr) settings.streams->take(name);
  return simulate::experiment_id(name);
}

/// sweep_blocks equal blocks that hold `trials` trials or a few more. `name` fixes the stream,
/// which is taken.
inline simulate::sweep_plan plan_sweep(const sweep_settings& settings, const std::string& name,
                                       std::uint64_t trials) {
  (void)take_stream(settings, name);
  const std::uint64_t block = (trials + sweep_blocks - 1) / sweep_blocks;
  return {settings.seed, name, block * sweep_blocks, block, 0, settings.group};
}

/// The settings' progress takes increments, a sweep reports totals.
inline simulate::sweep_progress as_increments(const sweep_settings& settings) {
  if (!settings.progress) return {};
  return [last = std::uint64_t{0}, report = settings.progress](std::uint64_t done) mutable {
    report(done - last);
    last = done;
  };
}

}  // namespace loranoise::verify
