// Trials a second of the literal and in-law kernels, moments of order 2 included, and of Eigen with
// the standard library's normals. Names are <kernel>/<who>/<type>/<n>/<m>/<r>.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <random>
#include <string>

#include "simulate/noise/in_law.hpp"
#include "simulate/noise/literal.hpp"
#include "simulate/random/normal.hpp"

namespace {

using namespace loranoise::simulate;

struct shape {
  int n;
  int m;
  int r;
  [[nodiscard]] std::string name() const {
    return std::to_string(n) + "/" + std::to_string(m) + "/" + std::to_string(r);
  }
};

constexpr std::array shapes = {shape{1, 768, 8},   shape{1, 768, 64},  shape{1, 4096, 16},
                               shape{64, 768, 16}, shape{768, 768, 8}, shape{768, 768, 64}};

Eigen::MatrixXd gradient(const shape& s) {
  Eigen::MatrixXd G(s.n, s.m);
  fill_normal({1, 1, 1}, 0, {G.data(), static_cast<std::size_t>(G.size())});
  return G;
}

// One call of a kernel is a block of a sweep: its fixed costs are shared by as many trials as
// there.
constexpr std::uint64_t block = 64;

template <class T>
void literal(benchmark::State& state, const shape& s) {
  literal_kernel<T> kernel(gradient(s), s.r, 2);
  moment_field field(s.n, s.m, 2);
  const gaussian_sketch sketch(s.r, s.m);
  std::uint64_t trial = 0;
  for (auto _ : state) {
    kernel.run(sketch, {1, 2, trial}, block, field);
    trial += block;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(block));
}

template <class T>
void row_in_law_trials(benchmark::State& state, const shape& s) {
  row_in_law<T> kernel(gradient(s).row(0).transpose(), s.r, 2);
  moment_field field(1, s.m, 2);
  std::uint64_t trial = 0;
  for (auto _ : state) {
    kernel.run({1, 2, trial}, block, field);
    trial += block;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(block));
}

void coordinate_in_law_trials(benchmark::State& state, const shape& s) {
  const Eigen::MatrixXd G = gradient(s);
  const coordinate_in_law draw(G(0, 0), G.row(0).norm(), s.r);
  std::uint64_t trial = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(draw({1, 2, trial++}));
  }
  state.SetItemsProcessed(state.iterations());
}

void eigen_with_standard_library(benchmark::State& state, const shape& s) {
  using matrix = Eigen::MatrixXf;
  const matrix G = gradient(s).cast<float>();
  matrix A(s.r, s.m);
  matrix P(s.n, s.r);
  matrix N(s.n, s.m);
  Eigen::ArrayXXf sum = Eigen::ArrayXXf::Zero(s.n, s.m);
  Eigen::ArrayXXf squares = sum;
  std::mt19937_64 engine(1);
  std::normal_distribution<float> normal(0, 1 / std::sqrt(static_cast<float>(s.r)));
  for (auto _ : state) {
    for (Eigen::Index e = 0; e < A.size(); ++e) {
      A.data()[e] = normal(engine);
    }
    P.noalias() = G * A.transpose();
    N.noalias() = P * A;
    N -= G;
    sum += N.array();
    squares += N.array().square();
  }
  benchmark::DoNotOptimize(squares.data());
  state.SetItemsProcessed(state.iterations());
}

void square_product(benchmark::State& state) {
  constexpr Eigen::Index size = 1024;
  const Eigen::MatrixXf a = Eigen::MatrixXf::Random(size, size);
  Eigen::MatrixXf c(size, size);
  for (auto _ : state) {
    c.noalias() = a * a;
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 2 * size * size * size);
}

const bool literal_registered = [] {
  benchmark::RegisterBenchmark("product/eigen/float", square_product);
  for (const shape& s : shapes) {
    const auto add = [&](const std::string& name, auto function) {
      benchmark::RegisterBenchmark((name + "/" + s.name()).c_str(),
                                   [=](benchmark::State& state) { function(state, s); });
    };
    add("literal/ours/float", literal<float>);
    add("literal/ours/double", literal<double>);
    add("literal/std/float", eigen_with_standard_library);
    if (s.n == 1) {
      add("row_in_law/ours/float", row_in_law_trials<float>);
      add("row_in_law/ours/double", row_in_law_trials<double>);
      add("coordinate_in_law/ours/double", coordinate_in_law_trials);
    }
  }
  return true;
}();

}  // namespace
