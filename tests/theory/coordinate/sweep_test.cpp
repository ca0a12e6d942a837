// Random parameters against 50-digit arithmetic by other formulas.
#include <algorithm>
#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tests/theory/oracle.hpp"
#include "theory/coordinate/law.hpp"

namespace theory = loranoise::theory;
namespace test = loranoise::test;

namespace {

struct cell {
  double rank;
  double rho;
  double q;
};

// Ranks log-uniform in [1, largest], rho of either sign with 1 - |rho| log-uniform in [least_gap,
// 1], q uniform.
cell draw(std::mt19937_64& engine, double largest, double least_gap, double reach) {
  std::uniform_real_distribution<double> unit;
  const double rank = std::floor(std::exp(unit(engine) * std::log(largest)) + 0.5);
  const double gap = std::exp(unit(engine) * std::log(least_gap));
  const double sign = unit(engine) < 0.5 ? -1 : 1;
  return {rank, sign * (1 - gap), (2 * unit(engine) - 1) * reach};
}

test::wide exact_t(const cell& c) {
  const test::wide rho = c.rho;
  return c.rank * rho + c.q * sqrt(c.rank * (1 + rho * rho));
}

}  // namespace

TEST_CASE("log density agrees with Boost's Bessel function at 50 digits") {
  std::mt19937_64 engine(20260101);
  for (int trial = 0; trial < 150; ++trial) {
    const cell c = draw(engine, 400, 1e-6, 20);
    const auto law = theory::coordinate_law<double>::standardised(c.rank, c.rho);
    const test::wide rho = c.rho;
    const test::wide t = exact_t(c);
    // Boost's K underflows its own intermediate results for arguments past a few thousand.
    if (abs(t) / (1 - abs(rho)) > 3000) continue;
    const test::wide expected =
        test::naive_log_density(c.rank, c.rho, t) + log(c.rank * (1 + rho * rho)) / 2;
    CAPTURE(c.rank, c.rho, c.q);
    CHECK(std::fabs(static_cast<double>(logpdf(law, c.q) - expected)) <
          1e-13 * std::fmax(1, std::fabs(static_cast<double>(expected))));
  }
}

TEST_CASE("both tails agree with the mixture over chi-squares at 50 digits", "[slow]") {
  std::mt19937_64 engine(20260102);
  for (int trial = 0; trial < 40; ++trial) {
    const cell c = draw(engine, 3000, 1e-2, 15);
    const auto law = theory::coordinate_law<double>::standardised(c.rank, c.rho);
    const test::wide t = exact_t(c);
    const test::wide lower = test::naive_tail(c.rank, c.rho, t, false);
    const test::wide upper = test::naive_tail(c.rank, c.rho, t, true);
    CAPTURE(c.rank, c.rho, c.q);
    if (lower > 1e-300) CHECK(std::fabs(static_cast<double>(cdf(law, c.q) / lower - 1)) < 1e-11);
    if (upper > 1e-300) CHECK(std::fabs(static_cast<double>(sf(law, c.q) / upper - 1)) < 1e-11);
  }
}
