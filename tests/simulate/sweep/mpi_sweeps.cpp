// mpi_sweeps WHAT THREADS: run under mpirun, to see that ranks share sweeps and fail together.
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include "simulate/sweep/mpi_group.hpp"
#include "tests/simulate/sweep/sweep_examples.hpp"

using namespace loranoise::simulate;

namespace {

int run(const process_group& group, std::string_view what, int threads) {
  if (what == "identical") {
    const std::string alone = all_bits(1, {});
    if (all_bits(threads, group) != alone) {
      throw std::runtime_error("other bits than one process on one thread");
    }
    return 0;
  }
  if (what == "long-messages") {  // 1 byte to 3 MiB, a different size on each rank
    for (std::size_t size = 1; size <= std::size_t{1} << 20; size *= 32) {
      const auto own = static_cast<std::size_t>(group.index) + 1;
      const auto all = group.all_gather(std::string(size * own, static_cast<char>('a' + own)));
      for (std::size_t k = 0; k < all.size(); ++k) {
        if (all[k] != std::string(size * (k + 1), static_cast<char>('b' + k))) {
          throw std::runtime_error("a message came over changed");
        }
      }
    }
    return 0;
  }
  if (what == "status") return 3;
  if (what == "failing-everywhere") throw std::runtime_error("all ranks fail");
  const bool last = group.index == group.count - 1;
  if (what == "failing-between" && last) throw std::runtime_error("fails between two sweeps");
  run_blocks(
      {1, "fail", 1'000'000'000, 100, 0, group}, threads, [] { return 0; },
      [&](const stream& words, int&) {
        if (what == "failing-trial" && last && words.trial > 10'000) {
          throw std::runtime_error("fails in a trial");
        }
      },
      [](std::uint64_t, int&&) {});
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: mpi_sweeps WHAT THREADS\n";
    return 2;
  }
  // So low that the longest of the messages go in thousands of calls.
  const int call_limit =
      std::string_view(argv[1]) == "long-messages" ? 1000 : std::numeric_limits<int>::max();
  return run_as_group(
      argc, argv,
      [&](const process_group& group) { return run(group, argv[1], std::stoi(argv[2])); },
      [](const std::exception& e) {
        return program_failure{1, e.what()};
      },
      call_limit);
}
