// The loop over trials: fixed blocks, run on any number of threads, handed over in block order.
#pragma once

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "simulate/stream.hpp"

namespace loranoise::simulate {

/// Trials 0 .. trials - 1 of an experiment in blocks of block_size (the last may be shorter). The
/// numbers of a trial depend on (seed, experiment, trial) alone; those of a block on block_size
/// too, and on nothing else.
struct sweep_plan {
  std::uint64_t seed = 0;
  std::string experiment;
  std::uint64_t trials = 0;
  std::uint64_t block_size = 1;
  std::uint64_t first_block =
      0;  // blocks before this one are skipped: where a resumed sweep goes on

  [[nodiscard]] std::uint64_t blocks() const { return (trials + block_size - 1) / block_size; }
};

/// Throws std::invalid_argument for a plan without block size, or fewer than one thread.
void check_sweep(const sweep_plan& plan, int threads);

/// Trials done so far, called once a block in block order.
using sweep_progress = std::function<void(std::uint64_t trials_done)>;

/// Runs every trial of the plan on `threads` threads.
///
///   make_accumulator() -> Accumulator
///     a fresh one for each block
///   trial_fn(const stream&, Accumulator&), or
///   trial_fn(const stream& first, std::uint64_t trials, Accumulator&)
///     one trial, or all the trials of a block at once (first.trial, first.trial + 1, ...); the
///     function object is copied for each block, so what it holds is a workspace that no other
///     block touches
///   consume(block_index, Accumulator&&)
///     called strictly in block order, never two at once; when it returns a bool, false ends the
///     sweep after this block (blocks in flight are dropped), on any number of threads alike
///
/// Results are bit-identical for any number of threads when trial_fn depends on the stream alone.
/// At most two blocks a thread are in flight, so memory does not depend on the number of trials. An
/// exception from any of the functions ends the sweep and is thrown again here.
template <class MakeAccumulator, class Trial, class Consume>
void run_blocks(const sweep_plan& plan, int threads, const MakeAccumulator& make_accumulator,
                const Trial& trial_fn, Consume&& consume, const sweep_progress& progress = {}) {
  check_sweep(plan, threads);
  using accumulator = std::decay_t<decltype(make_accumulator())>;
  struct finished_block {
    std::uint64_t index;
    accumulator result;
  };
  using block_ptr = std::shared_ptr<finished_block>;

  const std::uint32_t experiment = experiment_id(plan.experiment);
  const auto run_block = [&](std::uint64_t index) {
    auto block = std::make_shared<finished_block>(finished_block{index, make_accumulator()});
    Trial trial = trial_fn;
    const std::uint64_t begin = index * plan.block_size;
    const std::uint64_t end = std::min(plan.trials, begin + plan.block_size);
    if constexpr (std::is_invocable_v<Trial&, const stream&, std::uint64_t, accumulator&>) {
      trial(stream{plan.seed, experiment, begin}, end - begin, block->result);
    } else {
      for (std::uint64_t t = begin; t < end; ++t) {
        trial(stream{plan.seed, experiment, t}, block->result);
      }
    }
    return block;
  };
  constexpr bool may_stop =
      std::is_same_v<std::invoke_result_t<Consume&, std::uint64_t, accumulator&&>, bool>;
  std::atomic<bool> stopped = false;
  const auto hand_over = [&](const block_ptr& block) {
    if (stopped) {
      return;
    }
    const std::uint64_t index = block->index;
    if constexpr (may_stop) {
      stopped = !consume(index, std::move(block->result));
    } else {
      consume(index, std::move(block->result));
    }
    if (progress) {
      progress(std::min(plan.trials, (index + 1) * plan.block_size));
    }
  };

  std::uint64_t next = plan.first_block;
  const auto next_block = [&](tbb::flow_control& control) {
    if (stopped || next >= plan.blocks()) {
      control.stop();
      return std::uint64_t{0};
    }
    return next++;
  };

  // Without it oneTBB starts no more threads than there are cores, and prints a warning.
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] {
    tbb::parallel_pipeline(
        2 * static_cast<std::size_t>(threads),
        tbb::make_filter<void, std::uint64_t>(tbb::filter_mode::serial_in_order, next_block) &
            tbb::make_filter<std::uint64_t, block_ptr>(tbb::filter_mode::parallel, run_block) &
            tbb::make_filter<block_ptr, void>(tbb::filter_mode::serial_in_order, hand_over));
  });
}

}  // namespace loranoise::simulate
