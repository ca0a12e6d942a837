#include "simulate/random/normal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

template <class Real>
std::vector<double> draw(const stream& words, std::uint64_t first, std::size_t count) {
  std::vector<Real> out(count);
  fill_normal(words, first, out);
  return {out.begin(), out.end()};
}

double normal_cdf(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}

double kolmogorov_distance(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double worst = 0;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    const double exact = normal_cdf(sample[k]);
    worst = std::max(
        {worst, exact - static_cast<double>(k) / n, static_cast<double>(k + 1) / n - exact});
  }
  return worst;
}

// Massart (1990): P(D_n > x) <= 2 exp(-2 n x^2) for every n. Alarm with probability below 1e-9.
double kolmogorov_limit(std::size_t n) {
  return std::sqrt(std::log(2 / 1e-9) / 2 / static_cast<double>(n));
}

// |z| > 6.1 with probability 1.1e-9.
constexpr double alarm_z = 6.1;

double double_factorial_moment(int even) {  // E X^even = (even - 1)!!
  double result = 1;
  for (int k = even - 1; k > 1; k -= 2) {
    result *= k;
  }
  return result;
}

void check_sample(const std::vector<double>& sample) {
  CHECK(kolmogorov_distance(sample) < kolmogorov_limit(sample.size()));
  const auto n = static_cast<double>(sample.size());
  for (int p = 1; p <= 8; ++p) {
    double sum = 0;
    for (const double x : sample) {
      sum += std::pow(x, p);
    }
    const double exact = p % 2 == 0 ? double_factorial_moment(p) : 0;
    const double deviation = std::sqrt((double_factorial_moment(2 * p) - exact * exact) / n);
    CAPTURE(p, sum / n, exact);
    CHECK(std::abs(sum / n - exact) < alarm_z * deviation);
  }
}

double correlation_z(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    sum += a[k] * b[k];
  }
  return sum / std::sqrt(static_cast<double>(a.size()));
}

}  // namespace

TEST_CASE("normals drawn in bulk are those drawn alone, from any first element") {
  const stream words{42, experiment_id("bulk"), 5};
  for (const std::uint64_t first : {0, 1, 15, 16, 31, 32, 63, 64, 65, 1000003}) {
    for (const std::size_t count : {0, 1, 2, 17, 64, 301}) {
      std::vector<double> wide(count);
      std::vector<float> narrow(count);
      fill_normal(words, first, wide);
      fill_normal(words, first, narrow);
      for (std::size_t k = 0; k < count; ++k) {
        CAPTURE(first, count, k);
        REQUIRE(wide[k] == normal(words, first + k));
        REQUIRE(narrow[k] == normal_float(words, first + k));
      }
    }
  }
}

TEST_CASE("bulk and single draws agree in thousands of trials, around 2^32 too") {
  std::array<double, 33> wide{};
  std::array<float, 65> narrow{};
  const auto agree = [&](const stream& words) {
    fill_normal(words, 0, wide);
    fill_normal(words, 0, narrow);
    for (std::size_t k = 0; k < wide.size(); ++k) {
      if (wide[k] != normal(words, k)) return false;
    }
    for (std::size_t k = 0; k < narrow.size(); ++k) {
      if (narrow[k] != normal_float(words, k)) return false;
    }
    return true;
  };
  constexpr std::uint64_t beyond = std::uint64_t{1} << 32;
  for (std::uint64_t t = 0; t < 4096; ++t) {
    CAPTURE(t);
    REQUIRE(agree({42, 7, t}));
    REQUIRE(agree({42, 7, beyond - 2048 + t}));
  }
}

TEST_CASE("normals are normal: distribution and moments to order 8") {
  constexpr std::size_t draws = 1 << 20;
  check_sample(draw<double>({1, 2, 3}, 0, draws));
  check_sample(draw<float>({4, 5, 6}, 0, draws));
}

TEST_CASE("neighbouring seeds, experiments, trials and elements are uncorrelated") {
  constexpr std::size_t draws = 1 << 18;
  const auto base = draw<double>({1, 2, 3}, 0, draws);
  CHECK(std::abs(correlation_z(base, draw<double>({2, 2, 3}, 0, draws))) < alarm_z);
  CHECK(std::abs(correlation_z(base, draw<double>({1, 3, 3}, 0, draws))) < alarm_z);
  CHECK(std::abs(correlation_z(base, draw<double>({1, 2, 4}, 0, draws))) < alarm_z);
  for (const std::uint64_t lag : {1, 2, 16, 32, 64}) {
    CAPTURE(lag);
    CHECK(std::abs(correlation_z(base, draw<double>({1, 2, 3}, lag, draws))) < alarm_z);
  }
}
