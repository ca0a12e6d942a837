// Normals and random words a second, ours and the C++ peers', into a buffer in the first-level
// cache.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <span>

#include "simulate/noise/literal.hpp"
#include "simulate/random/gamma.hpp"
#include "simulate/random/normal.hpp"

#if __has_include(<Random123/boxmuller.hpp>)
#include <Random123/philox.h>
#include <Random123/boxmuller.hpp>
#define LORANOISE_HAS_RANDOM123 1
#endif

namespace {

using namespace loranoise::simulate;

constexpr std::size_t buffer_bytes = std::size_t{16} * 1024;

template <class T>
aligned_vector<T> buffer() {
  return aligned_vector<T>(buffer_bytes / sizeof(T));
}

template <class T>
void count_items(benchmark::State& state, const aligned_vector<T>& out) {
  benchmark::DoNotOptimize(out.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

template <class T>
void normals(benchmark::State& state) {
  auto out = buffer<T>();
  std::uint64_t trial = 0;
  for (auto _ : state) {
    fill_normal({1, 2, trial++}, 0, out);
    benchmark::ClobberMemory();
  }
  count_items(state, out);
}

template <class T>
void random_words(benchmark::State& state) {
  auto out = buffer<T>();
  std::uint64_t trial = 0;
  for (auto _ : state) {
    fill_words({1, 2, trial++}, 0, out);
    benchmark::ClobberMemory();
  }
  count_items(state, out);
}

template <class T>
void standard_library_normals(benchmark::State& state) {
  auto out = buffer<T>();
  std::mt19937_64 engine(1);
  std::normal_distribution<T> normal;
  for (auto _ : state) {
    for (T& x : out) {
      x = normal(engine);
    }
    benchmark::ClobberMemory();
  }
  count_items(state, out);
}

void chi_squared_variates(benchmark::State& state) {
  std::uint64_t trial = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(chi_squared({1, 2, trial++}, 0, static_cast<int>(state.range(0))));
  }
  state.SetItemsProcessed(state.iterations());
}

#ifdef LORANOISE_HAS_RANDOM123
void random123_float(benchmark::State& state) {
  auto out = buffer<float>();
  r123::Philox4x32 philox;
  const r123::Philox4x32::key_type key = {{1, 2}};
  r123::Philox4x32::ctr_type counter = {{}};
  for (auto _ : state) {
    for (std::size_t k = 0; k < out.size(); k += 4) {
      const auto words = philox(counter, key);
      counter.incr();
      const auto first = r123::boxmuller(words[0], words[1]);
      const auto second = r123::boxmuller(words[2], words[3]);
      out[k] = first.x;
      out[k + 1] = first.y;
      out[k + 2] = second.x;
      out[k + 3] = second.y;
    }
    benchmark::ClobberMemory();
  }
  count_items(state, out);
}

void random123_double(benchmark::State& state) {
  auto out = buffer<double>();
  r123::Philox4x32 philox;
  const r123::Philox4x32::key_type key = {{1, 2}};
  r123::Philox4x32::ctr_type counter = {{}};
  for (auto _ : state) {
    for (std::size_t k = 0; k < out.size(); k += 2) {
      const auto words = philox(counter, key);
      counter.incr();
      const auto join = [&](int j) {
        return static_cast<std::uint64_t>(words[j + 1]) << 32U | words[j];
      };
      const auto pair = r123::boxmuller(join(0), join(2));
      out[k] = pair.x;
      out[k + 1] = pair.y;
    }
    benchmark::ClobberMemory();
  }
  count_items(state, out);
}

BENCHMARK(random123_float)->Name("normals/random123/float");
BENCHMARK(random123_double)->Name("normals/random123/double");
#endif

BENCHMARK(normals<float>)->Name("normals/ours/float");
BENCHMARK(normals<double>)->Name("normals/ours/double");
BENCHMARK(random_words<std::uint32_t>)->Name("words/ours/32");
BENCHMARK(random_words<std::uint64_t>)->Name("words/ours/64");
BENCHMARK(standard_library_normals<float>)->Name("normals/std/float");
BENCHMARK(standard_library_normals<double>)->Name("normals/std/double");
BENCHMARK(chi_squared_variates)->Name("chi_squared/ours")->Arg(8)->Arg(64);

}  // namespace
