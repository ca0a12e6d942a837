#include "simulate/sweep/sweep.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace loranoise::simulate {

void check_sweep(const sweep_plan& plan, int threads) {
  if (plan.block_size == 0) {
    throw std::invalid_argument("block size 0: choose blocks of at least one trial");
  }
  if (threads < 1) {
    throw std::invalid_argument("number of threads " + std::to_string(threads) +
                                " is not positive: choose 1 or more");
  }
}

std::string describe(const sweep_plan& plan) {
  byte_writer writer;
  writer(plan.seed, plan.experiment, plan.trials, plan.block_size, plan.first_block);
  return writer.take();
}

void in_order(int threads, std::uint64_t count,
              const std::function<any_result(std::uint64_t)>& make,
              const std::function<bool(std::uint64_t, const any_result&)>& hand_over) {
  // Results wait here, not in the pipeline, which would lose those in flight when it is cancelled.
  // They leave in order, so that the one `in_flight` places back has left when another starts.
  const std::size_t in_flight = 2 * static_cast<std::size_t>(threads);
  std::vector<any_result> waiting(in_flight);
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
    waiting[index % in_flight] = make(index);
    return index;
  };
  const auto finish = [&](std::uint64_t index) {
    const any_result done = std::exchange(waiting[index % in_flight], nullptr);
    if (!stopped) stopped = !hand_over(index, done);
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

void in_order_of_group(const process_group& group, const std::string& description, int threads,
                       std::uint64_t first, std::uint64_t count,
                       const std::function<std::string(std::uint64_t)>& make,
                       const std::function<bool(std::uint64_t, const std::string&)>& hand_over) {
  group_exchange exchange(group, description);
  const auto processes = static_cast<std::uint64_t>(group.count);
  const auto own = static_cast<std::uint64_t>(group.index);
  const std::uint64_t end = first + count;
  try {
    in_order(
        threads, (count + processes - 1) / processes,
        [&](std::uint64_t turn) {
          const std::uint64_t block = first + turn * processes + own;
          return std::make_shared<std::string>(block < end ? make(block) : std::string());
        },
        [&](std::uint64_t turn, const any_result& bytes) {
          std::uint64_t block = first + turn * processes;
          for (const std::string& each : exchange.blocks(*static_cast<std::string*>(bytes.get()))) {
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

}  // namespace loranoise::simulate
