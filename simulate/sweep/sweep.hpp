// The loop over trials: fixed blocks, run on any number of threads and processes, handed over in
// block order.
#pragma once

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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

/// make(k) for k = 0 .. count - 1 on `threads` threads; each result goes to hand_over(k, result)
/// strictly in order, never two at once, until one returns false. At most two results a thread are
/// in flight. An exception of either ends it and is thrown again here.
template <class Make, class HandOver>
void in_order(int threads, std::uint64_t count, const Make& make, const HandOver& hand_over) {
  // Results wait here, not in the pipeline, which would lose those in flight when it is cancelled.
  // They leave in order, so that the one `in_flight` places back has left when another starts.
  const std::size_t in_flight = 2 * static_cast<std::size_t>(threads);
  std::vector<std::optional<std::invoke_result_t<const Make&, std::uint64_t>>> waiting(in_flight);
  std::atomic<bool> stopped = false;
  std::uint64_t next = 0;
  const auto number = [&](tbb::flow_control& control) {
    if (stopped || next >= count) {
      control.stop();
      return std::uint64_t{0};
    }
    return next++;
  };
  const auto run = [&](std::uint64_t index) {
    waiting[index % in_flight].emplace(make(index));
    return index;
  };
  const auto finish = [&](std::uint64_t index) {
    auto& done = waiting[index % in_flight];
    if (!stopped) stopped = !hand_over(index, std::move(*done));
    done.reset();
  };
  // Without it oneTBB starts no more threads than there are cores, and prints a warning.
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] {
    tbb::parallel_pipeline(
        in_flight,
        tbb::make_filter<void, std::uint64_t>(tbb::filter_mode::serial_in_order, number) &
            tbb::make_filter<std::uint64_t, std::uint64_t>(tbb::filter_mode::parallel, run) &
            tbb::make_filter<std::uint64_t, void>(tbb::filter_mode::serial_in_order, finish));
  });
}

/// The blocks of a sweep shared by the processes of a group in turn: of `count` blocks from `first`
/// on, process p makes first + p, first + p + group.count, ... As soon as every process has one
/// more, all exchange them and each hands over all of them, in order. `make` gives a block's bytes.
template <class MakeBytes, class HandOver>
void in_order_of_group(const process_group& group, const std::string& description, int threads,
                       std::uint64_t first, std::uint64_t count, const MakeBytes& make,
                       const HandOver& hand_over) {
  group_exchange exchange(group, description);
  const auto processes = static_cast<std::uint64_t>(group.count);
  const auto own = static_cast<std::uint64_t>(group.index);
  const std::uint64_t end = first + count;
  try {
    in_order(
        threads, (count + processes - 1) / processes,
        [&](std::uint64_t turn) {
          const std::uint64_t block = first + turn * processes + own;
          return block < end ? make(block) : std::string();
        },
        [&](std::uint64_t turn, const std::string& bytes) {
          std::uint64_t block = first + turn * processes;
          for (const std::string& each : exchange.blocks(bytes)) {
            if (block == end) break;
            if (!hand_over(block++, each)) return false;
          }
          return true;
        });
    exchange.close();
  } catch (const group_failure&) {
    throw;
  } catch (const std::exception& e) {
    exchange.fail(e.what());
    throw;
  } catch (...) {
    exchange.fail("an exception of unknown type");
    throw;
  }
}

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
        threads, count, [&](std::uint64_t k) { return run_block(first + k); },
        [&](std::uint64_t k, accumulator&& result) {
          return hand_over(first + k, std::move(result));
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
