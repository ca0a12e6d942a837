// bench_sweep TRIALS THREADS [WIDTH RANK]: one sweep of the literal kernel on a row, 64 wide and of
// rank 4 by default, shared by the ranks of an MPI run if it is one; the first prints wall-clock
// and CPU seconds, its peak memory in KiB, and the number of processes.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "simulate/noise/literal.hpp"
#include "simulate/random/normal.hpp"
#include "simulate/sweep/mpi_group.hpp"
#include "simulate/sweep/sweep.hpp"

using namespace loranoise::simulate;

namespace {

struct job {
  std::uint64_t trials;
  int threads;
  int width = 64;
  int rank = 4;
};

int run(const job& j, const process_group& group) {
  constexpr std::uint64_t block_size = 4096;
  Eigen::MatrixXd G(1, j.width);
  fill_normal({1, 1, 1}, 0, {G.data(), static_cast<std::size_t>(j.width)});
  const gaussian_sketch sketch(j.rank, j.width);
  moment_field sum(1, j.width, 2);
  const auto start = std::chrono::steady_clock::now();
  run_blocks(
      {1, "bench", j.trials, block_size, 0, group}, j.threads,
      [&] { return moment_field(1, j.width, 2); },
      [&sketch, kernel = literal_kernel<float>(G, j.rank, 2)](
          const stream& first, std::uint64_t count, moment_field& part) mutable {
        kernel.run(sketch, first, count, part);
      },
      [&](std::uint64_t, moment_field&& part) { sum.merge(part); });
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto cpu = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  if (group.index == 0) {
    std::printf("%.6f %.6f %ld %d\n", seconds.count(), cpu(usage.ru_utime) + cpu(usage.ru_stime),
                usage.ru_maxrss, group.count);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() != 2 && words.size() != 4) {
    std::fputs("usage: bench_sweep TRIALS THREADS [WIDTH RANK]\n", stderr);
    return 2;
  }
  job j{std::stoull(words[0]), std::stoi(words[1])};
  if (words.size() == 4) {
    j.width = std::stoi(words[2]);
    j.rank = std::stoi(words[3]);
  }
#ifdef LORANOISE_MPI
  if (launched_processes() > 1) {
    return run_as_group(
        argc, argv, [&](const process_group& group) { return run(j, group); },
        [](const std::exception& e) {
          return program_failure{1, e.what()};
        });
  }
#endif
  return run(j, {});
}
