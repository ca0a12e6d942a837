// The normals under a magnifying glass: a billion draws of each precision.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "simulate/random/normal.hpp"
#include "simulate/sweep/sweep.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr std::uint64_t draws_a_trial = 1 << 16;
constexpr std::uint64_t trials = 15259;  // 10^9 draws
constexpr double reach = 8;
constexpr std::size_t bins_per_unit = 256;
constexpr auto bins = static_cast<std::size_t>(2 * reach) * bins_per_unit;

// |z| > 6.1 with probability 1.1e-9.
constexpr double alarm_z = 6.1;

double normal_cdf(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

struct tally {
  std::vector<std::uint64_t> counts =
      std::vector<std::uint64_t>(bins + 2);  // with what lies beyond, either side
  std::array<double, 9> powers{};
  std::array<double, 4> neighbours{};  // products with the elements 1, 2, 16 and 32 on

  void merge(const tally& other) {
    for (std::size_t k = 0; k < counts.size(); ++k) {
      counts[k] += other.counts[k];
    }
    for (std::size_t p = 0; p < powers.size(); ++p) {
      powers[p] += other.powers[p];
    }
    for (std::size_t k = 0; k < neighbours.size(); ++k) {
      neighbours[k] += other.neighbours[k];
    }
  }
};

constexpr std::array<std::size_t, 4> lags = {1, 2, 16, 32};

template <class T>
tally collect() {
  tally sum;
  const auto trial = [x = std::vector<T>(draws_a_trial)](const stream& words, tally& t) mutable {
    fill_normal(words, 0, x);
    for (const T value : x) {
      const auto v = static_cast<double>(value);
      const double place = (v + reach) * static_cast<double>(bins_per_unit) + 1;
      const double bin = std::min(std::max(place, 0.0), static_cast<double>(bins + 1));
      ++t.counts[static_cast<std::size_t>(bin)];
      double power = 1;
      for (double& p : t.powers) {
        p += power;
        power *= v;
      }
    }
    for (std::size_t l = 0; l < lags.size(); ++l) {
      for (std::size_t k = 0; k + lags[l] < x.size(); ++k) {
        t.neighbours[l] += static_cast<double>(x[k]) * static_cast<double>(x[k + lags[l]]);
      }
    }
  };
  run_blocks(
      {2024, "quality", trials, 32}, 2, [] { return tally(); }, trial,
      [&](std::uint64_t, tally&& part) { sum.merge(part); });
  return sum;
}

double even_moment(int even) {  // E X^even = (even - 1)!!
  double result = 1;
  for (int k = even - 1; k > 1; k -= 2) {
    result *= k;
  }
  return result;
}

void check(const tally& t) {
  const auto n = t.powers[0];
  for (int p = 1; p <= 8; ++p) {
    const double exact = p % 2 == 0 ? even_moment(p) : 0;
    const double deviation = std::sqrt((even_moment(2 * p) - exact * exact) / n);
    const double mean = t.powers[static_cast<std::size_t>(p)] / n;
    CAPTURE(p, mean, exact);
    CHECK(std::abs(mean - exact) < alarm_z * deviation);
  }
  for (std::size_t l = 0; l < lags.size(); ++l) {
    CAPTURE(lags[l]);
    CHECK(std::abs(t.neighbours[l]) < alarm_z * std::sqrt(n));
  }

  // Kolmogorov's distance at the edges of the bins is at most that over all points: Massart's bound
  // at 1e-9. Anderson and Darling's A^2 = n integral (F_n - F)^2 / (F (1 - F)) dF, over the bins;
  // P(A^2 > 18) is below 1e-8 in the limit, where the tail falls as exp(-x).
  double below = 0;
  double kolmogorov = 0;
  double anderson_darling = 0;
  for (std::size_t k = 0; k + 1 < t.counts.size(); ++k) {
    below += static_cast<double>(t.counts[k]);
    const double edge = static_cast<double>(k) / bins_per_unit - reach;
    const double exact = normal_cdf(edge);
    const double gap = below / n - exact;
    kolmogorov = std::max(kolmogorov, std::abs(gap));
    const double mass = normal_cdf(edge + 1.0 / bins_per_unit) - exact;
    const double variance = exact * normal_cdf(-edge);
    if (exact * n > 10 && normal_cdf(-edge) * n > 10) {
      anderson_darling += n * gap * gap / variance * mass;
    }
  }
  CAPTURE(kolmogorov, anderson_darling);
  CHECK(kolmogorov < std::sqrt(std::log(2 / 1e-9) / (2 * n)));
  CHECK(anderson_darling < 18);

  // Both tails together beyond 1, ..., 6: at 4 a deviation of the count is 0.4 %, so a 1 % excess
  // would be 2.5 of them; at 6 two draws are expected. tail_test.cpp sees 1 % at 4, 5 and 6.
  for (int beyond = 1; beyond <= 6; ++beyond) {
    double count = 0;
    for (std::size_t k = 0; k < t.counts.size(); ++k) {
      const double left = (static_cast<double>(k) - 1) / bins_per_unit - reach;
      if (left >= beyond || left + 1.0 / bins_per_unit <= -beyond) {
        count += static_cast<double>(t.counts[k]);
      }
    }
    const double expected = 2 * n * normal_cdf(-beyond);
    CAPTURE(beyond, count, expected);
    // Poisson for the last: more than 20 where 2 are expected has a probability below 1e-13.
    CHECK(std::abs(count - expected) < std::max(alarm_z * std::sqrt(expected), 18.0));
  }
}

}  // namespace

TEST_CASE("a billion normals: float", "[slow][quality]") {
  check(collect<float>());
}
TEST_CASE("a billion normals: double", "[slow][quality]") {
  check(collect<double>());
}
