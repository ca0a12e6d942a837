// Speed of the coordinate law on arrays of 4096 points spread over +-6 standard deviations, and of
// the distances; one thread. Peers: peer_scipy.py.
#include <benchmark/benchmark.h>

#include <vector>

#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"

namespace {

namespace theory = loranoise::theory;

constexpr int points = 4096;
constexpr double rho = 0.1;

std::vector<double> grid() {
  std::vector<double> x(points);
  for (int j = 0; j < points; ++j) x[static_cast<std::size_t>(j)] = -6 + 12.0 * j / points;
  return x;
}

using array_function = void (*)(const theory::coordinate_law<double>&, std::span<const double>,
                                std::span<double>);

void evaluate(benchmark::State& state, array_function f) {
  const auto law =
      theory::coordinate_law<double>::standardised(static_cast<double>(state.range(0)), rho);
  const std::vector<double> x = grid();
  std::vector<double> out(points);
  for (auto _ : state) {
    f(law, x, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * points);
}

void log_pdf(benchmark::State& state) {
  evaluate(state, &theory::logpdf);
}
void lower_tail(benchmark::State& state) {
  evaluate(state, &theory::cdf);
}

void total_variation(benchmark::State& state) {
  const auto rank = static_cast<double>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(theory::total_variation(rank, rho));
  state.SetItemsProcessed(state.iterations());
}

void kl_noise_to_normal(benchmark::State& state) {
  const auto rank = static_cast<double>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(theory::kl_noise_to_normal(rank, rho));
  state.SetItemsProcessed(state.iterations());
}

}  // namespace

BENCHMARK(log_pdf)->Arg(1)->Arg(2)->Arg(3)->Arg(8)->Arg(31)->Arg(64)->Arg(1024)->Arg(1000000);
BENCHMARK(lower_tail)->Arg(1)->Arg(2)->Arg(3)->Arg(8)->Arg(31)->Arg(64)->Arg(1024)->Arg(1000000);
BENCHMARK(total_variation)->Arg(1)->Arg(2)->Arg(8)->Arg(64)->Arg(1024)->Arg(4096);
BENCHMARK(kl_noise_to_normal)->Arg(1)->Arg(8)->Arg(64)->Arg(4096);
