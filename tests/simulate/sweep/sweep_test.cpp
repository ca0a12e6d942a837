#include "simulate/sweep/sweep.hpp"

#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/simulate/sweep/sweep_examples.hpp"

using namespace loranoise::simulate;

namespace {

moment_field sweep_in_order(int threads, const sweep_plan& plan) {
  std::uint64_t expected = plan.first_block;
  return sweep_noise(threads, plan, [&](std::uint64_t block) { REQUIRE(block == expected++); });
}

}  // namespace

TEST_CASE("a sweep gives the same bits on 1 to 8 threads") {
  const sweep_plan plan{11, "threads", 1001, 10};
  const auto one = sweep_in_order(1, plan);
  REQUIRE(one.count() == 1001);
  for (int threads = 2; threads <= 8; ++threads) {
    const auto many = sweep_in_order(threads, plan);
    for (int p = 1; p <= 4; ++p) {
      REQUIRE((many.power_sum(p) == one.power_sum(p)).all());
    }
  }
}

TEST_CASE("a resumed sweep goes on where it stopped") {
  sweep_plan plan{11, "resume", 95, 10};
  const auto whole = sweep_in_order(2, plan);
  plan.trials = 40;
  auto start = sweep_in_order(2, plan);
  plan.trials = 95;
  plan.first_block = 4;
  run_blocks(
      plan, 2, [] { return moment_field(3, 24, 4); }, noise_trial{},
      [&](std::uint64_t, moment_field&& part) { start.merge(part); });
  REQUIRE(start.count() == 95);
  REQUIRE((start.power_sum(2) == whole.power_sum(2)).all());
}

TEST_CASE("every trial runs once and progress ends at the number of trials") {
  std::vector<int> seen(1003);
  std::uint64_t done = 0;
  run_blocks(
      {1, "once", 1003, 64}, 3, [] { return std::vector<std::uint64_t>(); },
      [](const stream& words, std::vector<std::uint64_t>& trials) {
        trials.push_back(words.trial);
      },
      [&](std::uint64_t, std::vector<std::uint64_t>&& trials) {
        for (const auto t : trials) {
          ++seen[t];
        }
      },
      [&](std::uint64_t trials) { done = trials; });
  REQUIRE(seen == std::vector<int>(1003, 1));
  REQUIRE(done == 1003);
}

TEST_CASE("a failing trial ends the sweep with its exception") {
  const auto fail = [](const stream& words, int&) {
    if (words.trial == 500) {
      throw std::runtime_error("trial 500");
    }
  };
  CHECK_THROWS_WITH(
      run_blocks(
          {1, "fail", 1000, 7}, 2, [] { return 0; }, fail, [](std::uint64_t, int&&) {}),
      "trial 500");
  CHECK_THROWS_AS(run_blocks(
                      {1, "x", 10, 0}, 2, [] { return 0; }, fail, [](std::uint64_t, int&&) {}),
                  std::invalid_argument);
  CHECK_THROWS_AS(run_blocks(
                      {1, "x", 10, 1}, 0, [] { return 0; }, fail, [](std::uint64_t, int&&) {}),
                  std::invalid_argument);
}
