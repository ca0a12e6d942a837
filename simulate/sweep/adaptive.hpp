// Sweeps that stop when they know enough.
//
// A sweep is looked at after fixed numbers of blocks, and ends at the first look at which the
// intervals that a claim needs are decided, or when the trials of the plan are spent. Looks are at
// fixed block counts, so the result does not depend on the number of threads. Looking often gives
// chance more occasions, so the error rate is split over the looks: look k gets alpha 6 / (pi^2
// k^2), which sums to alpha over all looks there could ever be (union bound), so the interval of
// the last look holds at level alpha whenever the sweep stops.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "simulate/sweep/sweep.hpp"

namespace loranoise::simulate {

/// When to look: at first_look blocks, then each time that the blocks have grown by `growth` (at
/// least one block more). Geometric looks cost the interval little: ten looks are a thousandfold
/// sweep at a growth of two.
struct look_schedule {
  std::uint64_t first_look = 8;
  double growth = 2;
  double error_rate = 1e-6;  // of all looks together
};

/// Throws std::invalid_argument unless first_look >= 1, growth > 1 and 0 < error_rate < 1.
void check_schedule(const look_schedule& schedule);

/// The part of the error rate that look `look` = 1, 2, ... may spend.
[[nodiscard]] double look_error_rate(const look_schedule& schedule, std::uint64_t look);

/// The number of blocks after which look `look` + 1 comes, given that of look `look`.
[[nodiscard]] std::uint64_t next_look(const look_schedule& schedule, std::uint64_t blocks);

struct adaptive_result {
  std::uint64_t trials = 0;  // handed over
  std::uint64_t looks = 0;
  double error_rate = 0;  // of the last look: the level for the final interval
  bool decided = false;   // false: the trials of the plan are spent
};

/// run_blocks until decided(error_rate of the look) is true at a look, or the plan's trials are
/// spent; the last block of the plan is always a look. `consume` as in run_blocks, without a
/// result. The plan starts at block 0.
template <class MakeAccumulator, class Trial, class Consume, class Decided>
adaptive_result run_until(const sweep_plan& plan, int threads, const look_schedule& schedule,
                          const MakeAccumulator& make_accumulator, const Trial& trial_fn,
                          Consume&& consume, Decided&& decided,
                          const sweep_progress& progress = {}) {
  check_schedule(schedule);
  check_sweep(plan, threads);
  adaptive_result result;
  std::uint64_t look_at = schedule.first_look;
  const auto consume_and_look = [&](std::uint64_t block, auto&& part) {
    consume(block, std::forward<decltype(part)>(part));
    result.trials = std::min(plan.trials, (block + 1) * plan.block_size);
    if (block + 1 == look_at || block + 1 == plan.blocks()) {
      ++result.looks;
      result.error_rate = look_error_rate(schedule, result.looks);
      result.decided = decided(result.error_rate);
      look_at = next_look(schedule, look_at);
    }
    return !result.decided;
  };
  run_blocks(plan, threads, make_accumulator, trial_fn, consume_and_look, progress);
  return result;
}

}  // namespace loranoise::simulate
