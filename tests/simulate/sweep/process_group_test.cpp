#include "simulate/sweep/process_group.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/simulate/sweep/sweep_examples.hpp"
#include "tests/simulate/sweep/thread_group.hpp"

using namespace loranoise::simulate;

namespace {

constexpr int processes = 3;

constexpr auto count_trials = [](const stream&, std::uint64_t& count) { ++count; };
constexpr auto nothing = [](std::uint64_t, std::uint64_t&&) {};
constexpr auto zero = [] { return std::uint64_t{0}; };

/// What each of three processes says that runs sweep(group): its exception's message or nothing.
std::vector<std::string> failures(const std::function<void(const process_group&)>& sweep) {
  std::vector<std::string> messages(processes);
  run_as_threads(processes, [&](const process_group& group) {
    try {
      sweep(group);
    } catch (const std::exception& e) {
      messages[static_cast<std::size_t>(group.index)] = e.what();
    }
  });
  return messages;
}

const std::vector<std::string> told_by_process_1 = {"process 1 of 3: tired", "tired",
                                                    "process 1 of 3: tired"};

}  // namespace

TEST_CASE("a sweep gives every process of a group the bits of one process alone") {
  const std::string alone = all_bits(1, {});
  REQUIRE(all_bits(2, {}) == alone);
  for (const int count : {2, 3, 4}) {
    for (const int threads : {1, 2}) {
      CAPTURE(count, threads);
      std::vector<std::string> bits(static_cast<std::size_t>(count));
      run_as_threads(count, [&](const process_group& group) {
        bits[static_cast<std::size_t>(group.index)] = all_bits(threads, group);
      });
      CHECK(std::count(bits.begin(), bits.end(), alone) == count);
    }
  }
}

TEST_CASE("each trial of a group's sweep runs in one process only, each block is consumed by all") {
  std::vector<std::vector<std::uint64_t>> ran(processes);
  std::vector<std::vector<std::uint64_t>> consumed(processes);
  run_as_threads(processes, [&](const process_group& group) {
    const auto own = static_cast<std::size_t>(group.index);
    run_blocks(
        {1, "once", 95, 10, 3, group}, 1, zero,
        [&](const stream& words, std::uint64_t&) { ran[own].push_back(words.trial); },
        [&](std::uint64_t block, std::uint64_t&&) { consumed[own].push_back(block); });
  });
  std::multiset<std::uint64_t> trials;
  for (const auto& each : ran) trials.insert(each.begin(), each.end());
  REQUIRE(trials.size() == 65);
  REQUIRE(std::set<std::uint64_t>(trials.begin(), trials.end()).size() == 65);
  REQUIRE(*trials.begin() == 30);
  for (const auto& each : consumed) {
    CHECK(each == std::vector<std::uint64_t>{3, 4, 5, 6, 7, 8, 9});
  }
}

TEST_CASE("processes of different numbers of threads share a sweep, also one without blocks") {
  for (const std::uint64_t trials : {0, 1, 2, 1000}) {
    CAPTURE(trials);
    std::vector<std::uint64_t> counts(processes);
    run_as_threads(processes, [&](const process_group& group) {
      run_blocks({1, "uneven", trials, 1, 0, group}, 1 + group.index, zero, count_trials,
                 [&](std::uint64_t, std::uint64_t&& n) {
                   counts[static_cast<std::size_t>(group.index)] += n;
                 });
    });
    CHECK(counts == std::vector<std::uint64_t>(processes, trials));
  }
}

TEST_CASE("a trial that fails in one process ends the sweep in all, with its message") {
  CHECK(failures([](const process_group& group) {
          run_blocks(
              {1, "trial", 1000, 7, 0, group}, 2, zero,
              [](const stream& words, std::uint64_t&) {
                if (words.trial == 500)
                  throw std::runtime_error("tired");  // block 71 is process 2's
              },
              nothing);
        }) == std::vector<std::string>{"process 2 of 3: tired", "process 2 of 3: tired", "tired"});
}

TEST_CASE("progress that throws in one process ends all, even at the last block") {
  for (const std::uint64_t last : {10, 300, 1000}) {
    CAPTURE(last);
    CHECK(failures([&](const process_group& group) {
            run_blocks({1, "progress", 1000, 10, 0, group}, 2, zero, count_trials, nothing,
                       [&](std::uint64_t done) {
                         if (group.index == 1 && done == last) throw std::runtime_error("tired");
                       });
          }) == told_by_process_1);
  }
}

TEST_CASE("processes that all fail at once end all, each with its own message") {
  CHECK(failures([](const process_group& group) {
          run_blocks({1, "all", 100, 1, 0, group}, 1, zero, count_trials,
                     [](std::uint64_t block, std::uint64_t&&) {
                       if (block == 50) throw std::runtime_error("tired");
                     });
        }) == std::vector<std::string>(processes, "tired"));
}

TEST_CASE("processes that run different sweeps, or end them differently, are told so") {
  for (const auto& message : failures([](const process_group& group) {
         run_blocks({static_cast<std::uint64_t>(group.index), "seeds", 10, 1, 0, group}, 1, zero,
                    count_trials, nothing);
       })) {
    CHECK(message == "the processes are at different sweeps: give all of them the same options");
  }
  for (const auto& message : failures([](const process_group& group) {
         run_blocks({1, "ends", 1000, 1, 0, group}, 1, zero, count_trials,
                    [&](std::uint64_t block, std::uint64_t&&) {
                      return group.index == 1 ? block < 10 : block < 20;
                    });
       })) {
    CHECK(message ==
          "the processes are at different points of a sweep: its early end must depend on its "
          "results alone");
  }
}

TEST_CASE("what the first process makes is given to all, its failure too") {
  std::vector<std::string> made(processes);
  std::atomic<int> calls = 0;
  run_as_threads(processes, [&](const process_group& group) {
    made[static_cast<std::size_t>(group.index)] = made_by_first(group, [&] {
      ++calls;
      return "by " + std::to_string(group.index);
    });
  });
  CHECK(made == std::vector<std::string>(processes, "by 0"));
  CHECK(calls == 1);
  CHECK(made_by_first({}, [] { return std::string("alone"); }) == "alone");
  CHECK(failures([](const process_group& group) {
          (void)made_by_first(group, []() -> std::string { throw std::runtime_error("tired"); });
        }) == std::vector<std::string>{"tired", "process 0 of 3: tired", "process 0 of 3: tired"});
}

TEST_CASE("processes that should have the same but do not, are told so") {
  CHECK_NOTHROW(check_same({}, "x", "gradients"));
  CHECK(failures([](const process_group& group) { check_same(group, "x", "gradients"); }) ==
        std::vector<std::string>(processes));
  CHECK(failures([](const process_group& group) {
          check_same(group, group.index == 2 ? "y" : "x", "gradients");
        }) == std::vector<std::string>(processes,
                                       "the processes have different gradients: give them the same "
                                       "input, on machines of one kind"));
}

TEST_CASE("results without bytes stay with one process") {
  struct opaque {};
  const auto sweep = [](const process_group& group) {
    run_blocks(
        {1, "opaque", 10, 1, 0, group}, 1, [] { return opaque{}; }, [](const stream&, opaque&) {},
        [](std::uint64_t, opaque&&) {});
  };
  CHECK_NOTHROW(sweep({}));
  CHECK_THROWS_AS(sweep({0, 2, {}}), std::invalid_argument);
  CHECK_THROWS_AS(sweep_noise(1, {1, "x", 10, 1, 0, {2, 2, {}}}, [](std::uint64_t) {}),
                  std::invalid_argument);
}
