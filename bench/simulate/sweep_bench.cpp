// bench_sweep TRIALS THREADS: one sweep of the literal kernel on a row (m = 64, r = 4); prints
// seconds and peak memory.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "simulate/literal.hpp"
#include "simulate/normal.hpp"
#include "simulate/sweep.hpp"

using namespace loranoise::simulate;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: bench_sweep TRIALS THREADS\n", stderr);
    return 2;
  }
  const std::uint64_t trials = std::stoull(argv[1]);
  const int threads = std::stoi(argv[2]);
  constexpr int width = 64;
  Eigen::MatrixXd G(1, width);
  fill_normal({1, 1, 1}, 0, {G.data(), width});
  const gaussian_sketch sketch(4, width);
  moment_field sum(1, width, 2);
  const auto start = std::chrono::steady_clock::now();
  run_blocks(
      {1, "bench", trials, 4096}, threads, [] { return moment_field(1, width, 2); },
      [&sketch, kernel = literal_kernel<float>(G, 4, 2)](const stream& first, std::uint64_t count,
                                                         moment_field& part) mutable {
        kernel.run(sketch, first, count, part);
      },
      [&](std::uint64_t, moment_field&& part) { sum.merge(part); });
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%.6f %ld\n", seconds.count(), usage.ru_maxrss);
}
