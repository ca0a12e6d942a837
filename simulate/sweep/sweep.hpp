// The loop over trials: fixed blocks, run on any number of threads and processes, handed over in
// block order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "simulate/random/stream.hpp"
#include "simulate/sweep/archive.hpp"
#include "simulate/sweep/process_group.hpp"

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
      0;                     // blocks before this one are skipped: where a resumed sweep goes on
  process_group group = {};  // the processes that share the blocks; this one alone by default

  [[nodiscard]] std::uint64_t blocks() const { return (trials + block_size - 1) / block_size; }
};

/// Throws std::invalid_argument for a plan without block size, or fewer than one thread.
void check_sweep(const sweep_plan& plan, int threads);

/// What all processes of a group must have in common.
[[nodiscard]] std::string describe(const sweep_plan& plan);

/// Trials done so far, called once a block in block order.
using sweep_progress = std::function<void(std::uint64_t trials_done)>;

/// A result whose type the loop does not know.
using any_result = std::shared_ptr<void>;

/// make(k) for k = 0 .. count - 1 on `threads` threads; each result goes to hand_over(k, result)
/// strictly in order, never two at once, until one returns false. At most two results a thread are
/// in flight. An exception of either ends it and is thrown again here.
void in_order(int threads, std::uint64_t count,
              const std::function<any_result(std::uint64_t)>& make,
              const std::function<bool(std::uint64_t, const any_result&)>& hand_over);

/// The blocks of a sweep shared by the processes of a group in turn: of `count` blocks from `first`
/// on, process p makes first + p, first + p + group.count, ... As soon as every process has one
/// more, all exchange them and each hands over all of them, in order. `make` gives a block's bytes.
void in_order_of_group(const process_group& group, const std::string& description, int threads,
                       std::uint64_t first, std::uint64_t count,
                       const std::function<std::string(std::uint64_t)>& make,
                       const std::function<bool(std::uint64_t, const std::string&)>& hand_over);

/// Runs every trial of the plan on `threads` threads of each process of the plan's group.
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
///
/// In a group of several processes, all call this alike (threads may differ) and each consumes all
/// blocks, in the same order, with the same bits as one process alone; blocks travel as bytes, so
/// the accumulator must be `archivable` (std::invalid_argument if not). When it fails in one
/// process, the exception is thrown there and group_failure, with its message, in the others.
template <class MakeAccumulator, class Trial, class Consume>
void run_blocks(const sweep_plan& plan, int threads, const MakeAccumulator& make_accumulator,
                const Trial& trial_fn, Consume&& consume, const sweep_progress& progress = {}) {
  check_sweep(plan, threads);
  using accumulator = std::decay_t<decltype(make_accumulator())>;

  const std::uint32_t experiment = experiment_id(plan.experiment);
  const auto run_block = [&](std::uint64_t index) {
    accumulator result = make_accumulator();
    Trial trial = trial_fn;
    const std::uint64_t begin = index * plan.block_size;
    const std::uint64_t end = std::min(plan.trials, begin + plan.block_size);
    if constexpr (std::is_invocable_v<Trial&, const stream&, std::uint64_t, accumulator&>) {
      trial(stream{plan.seed, experiment, begin}, end - begin, result);
    } else {
      for (std::uint64_t t = begin; t < end; ++t) {
        trial(stream{plan.seed, experiment, t}, result);
      }
    }
    return result;
  };
  const auto hand_over = [&](std::uint64_t index, accumulator&& result) {
    bool go_on = true;
    if constexpr (std::is_same_v<std::invoke_result_t<Consume&, std::uint64_t, accumulator&&>,
                                 bool>) {
      go_on = consume(index, std::move(result));
    } else {
      consume(index, std::move(result));
    }
    if (progress) progress(std::min(plan.trials, (index + 1) * plan.block_size));
    return go_on;
  };

  const std::uint64_t first = plan.first_block;
  const std::uint64_t count = std::max(first, plan.blocks()) - first;
  if (plan.group.count == 1) {
    in_order(
        threads, count,
        [&](std::uint64_t k) { return std::make_shared<accumulator>(run_block(first + k)); },
        [&](std::uint64_t k, const any_result& result) {
          return hand_over(first + k, std::move(*static_cast<accumulator*>(result.get())));
        });
  } else if constexpr (archivable<accumulator>) {
    in_order_of_group(
        plan.group, describe(plan), threads, first, count,
        [&](std::uint64_t block) { return to_bytes(run_block(block)); },
        [&](std::uint64_t block, const std::string& bytes) {
          accumulator result = make_accumulator();
          from_bytes(bytes, result);
          return hand_over(block, std::move(result));
        });
  } else {
    throw std::invalid_argument("the results of sweep " + plan.experiment +
                                " cannot go to other processes: run it in one, on more threads");
  }
}

}  // namespace loranoise::simulate
