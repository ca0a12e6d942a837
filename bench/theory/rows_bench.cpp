// Speed of the laws of whole rows: joint total variation, the privacy profile and what inverts it,
// the Haar coordinate.
#include <benchmark/benchmark.h>

#include <cmath>

#include "theory/dynamics/frozen.hpp"
#include "theory/privacy/composition.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"
#include "theory/row/law.hpp"
#include "theory/sketches/haar_law.hpp"

namespace {

using namespace loranoise::theory;

void row_tv(benchmark::State& state) {
  const auto rank = static_cast<double>(state.range(0));
  const auto width = static_cast<double>(state.range(1));
  for (auto _ : state) {
    benchmark::DoNotOptimize(row_total_variation(rank, width));
  }
}
BENCHMARK(row_tv)
    ->Args({1, 2})
    ->Args({8, 768})
    ->Args({16, 4096})
    ->Args({256, 4096})
    ->Args({64, 100000});

const row_release release = {16, 768, 0.999, 1.01};

void profile(benchmark::State& state) {
  const row_release layer = {16, static_cast<double>(state.range(1)), 0.999, 1.01};
  const auto epsilon = static_cast<double>(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(privacy_profile(layer, epsilon));
  }
}
BENCHMARK(profile)->Args({1, 64})->Args({1, 768})->Args({8, 768})->Args({1, 4096});

void epsilon_of_delta(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(privacy_epsilon(release, 1e-5));
  }
}
BENCHMARK(epsilon_of_delta);

void trade_off_point(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(trade_off(release, 0.01));
  }
}
BENCHMARK(trade_off_point);

// A whole composition and one value of it: nothing is kept between two.
void composed_profile(benchmark::State& state) {
  const auto releases = static_cast<int>(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(composed_release({16, 64, 0.999}, releases).privacy_profile(1));
  }
}
BENCHMARK(composed_profile)->Arg(16)->Arg(100)->Arg(1000);

// The composed Gaussian that peer_accountants.py asks others for: mu = 1/10 a release.
void composed_gaussian(benchmark::State& state) {
  const double mu = 0.1 * std::sqrt(static_cast<double>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(gaussian_privacy_profile(mu, 1));
  }
  state.counters["delta"] = gaussian_privacy_profile(mu, 1);
}
BENCHMARK(composed_gaussian)->Arg(16)->Arg(100)->Arg(1000);

void frozen_steps(benchmark::State& state) {
  const auto steps = static_cast<int>(state.range(0));
  for (auto _ : state) {
    const frozen_dynamics dynamics(16, 64, steps);
    benchmark::DoNotOptimize(dynamics.second(0.01, steps));
  }
}
BENCHMARK(frozen_steps)->Arg(10)->Arg(100)->Arg(1000);

void gaussian_profile(benchmark::State& state) {
  const double mu = gaussian_shift(release);
  for (auto _ : state) {
    benchmark::DoNotOptimize(gaussian_privacy_profile(mu, 1));
  }
}
BENCHMARK(gaussian_profile);

const haar_coordinate_law haar = {8, 768, 0.1};

void haar_density(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(pdf(haar, 0.2));
  }
}
BENCHMARK(haar_density);

void haar_tail(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(sf(haar, 0.2));
  }
}
BENCHMARK(haar_tail);

void haar_distance(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(distances_to_gaussian(haar));
  }
}
BENCHMARK(haar_distance);

}  // namespace
