#include "simulate/sweep/adaptive.hpp"

#include <cmath>
#include <stdexcept>
#include <tuple>

#include "simulate/random/normal.hpp"
#include "simulate/sweep/accumulate.hpp"
#include "tests/catch.hpp"

using namespace loranoise::simulate;

namespace {

constexpr auto add_normal = [](const stream& words, moments& m) { m.add(normal(words, 0)); };

// A two-sided normal interval's half-width factor, by Newton's method on the tail: P(|Z| > z) =
// error_rate.
double normal_quantile(double error_rate) {
  double z = 1;
  for (int step = 0; step < 60; ++step) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979);
    z += (std::erfc(z / std::sqrt(2.0)) - error_rate) / (2 * density);
  }
  return z;
}

struct outcome {
  adaptive_result result;
  moments sum;
};

// Until the interval of the mean is narrower than +-half_width.
outcome mean_within(double half_width, std::uint64_t seed, const look_schedule& schedule,
                    int threads, std::uint64_t trials) {
  outcome o;
  o.result = run_until(
      {seed, "adaptive", trials, 16}, threads, schedule, [] { return moments(); }, add_normal,
      [&](std::uint64_t, moments&& part) { o.sum.merge(part); },
      [&](double error_rate) {
        return normal_quantile(error_rate) * o.sum.standard_error() < half_width;
      });
  return o;
}

}  // namespace

TEST_CASE("an adaptive sweep stops at the same look with the same bits on 1, 2 and 5 threads") {
  const look_schedule schedule{.first_look = 4, .growth = 1.5, .error_rate = 1e-3};
  const auto one = mean_within(0.1, 3, schedule, 1, 1'000'000);
  REQUIRE(one.result.decided);
  REQUIRE(one.result.trials == one.sum.count());
  REQUIRE(one.result.trials < 10'000);
  for (const int threads : {2, 5}) {
    const auto many = mean_within(0.1, 3, schedule, threads, 1'000'000);
    CHECK(many.result.trials == one.result.trials);
    CHECK(many.result.looks == one.result.looks);
    CHECK(many.sum.mean() == one.sum.mean());
    CHECK(many.sum.sum4() == one.sum.sum4());
  }
}

TEST_CASE("an adaptive sweep ends undecided when its trials are spent") {
  const auto o = mean_within(1e-9, 3, {}, 2, 1001);
  CHECK_FALSE(o.result.decided);
  CHECK(o.result.trials == 1001);
  CHECK(o.sum.count() == 1001);
}

TEST_CASE(
    "looking often does not raise the error rate of a sweep that stops when zero is excluded") {
  // The mean is zero, so excluding it is an error. 1000 sweeps at a rate of 0.05: more than 93
  // errors with probability below 1e-9 (binomial). Without the correction, some 150 of them would
  // stop.
  const look_schedule schedule{.first_look = 4, .growth = 1.3, .error_rate = 0.05};
  int errors = 0;
  int uncorrected = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    moments sum;
    bool nominal = false;
    const auto result = run_until(
        {seed, "looks", 2048, 16}, 1, schedule, [] { return moments(); }, add_normal,
        [&](std::uint64_t, moments&& part) { sum.merge(part); },
        [&](double error_rate) {
          const double z = std::abs(sum.mean()) * std::sqrt(static_cast<double>(sum.count()));
          nominal = nominal || z > normal_quantile(schedule.error_rate);
          return z > normal_quantile(error_rate);
        });
    errors += result.decided ? 1 : 0;
    uncorrected += nominal ? 1 : 0;
  }
  CAPTURE(errors, uncorrected);
  CHECK(errors <= 93);
  CHECK(uncorrected > 93);
}

TEST_CASE("schedules that never look or never stop looking are refused") {
  CHECK_THROWS_AS(check_schedule({.first_look = 0}), std::invalid_argument);
  CHECK_THROWS_AS(check_schedule({.growth = 1.0}), std::invalid_argument);
  CHECK_THROWS_AS(check_schedule({.error_rate = 0.0}), std::invalid_argument);
  double spent = 0;
  for (std::uint64_t look = 1; look < 100000; ++look) {
    spent += look_error_rate({}, look);
  }
  CHECK(spent < 1e-6);
  CHECK(spent > 0.9999e-6);
}
