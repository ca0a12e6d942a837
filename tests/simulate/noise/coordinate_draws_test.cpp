#include "simulate/noise/coordinate_draws.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/simulate/noise/same_law.hpp"

using namespace loranoise::simulate;

namespace {

constexpr std::uint32_t experiment = 77;

std::vector<double> draws_of(int rank, double rho, std::size_t count, std::uint64_t seed) {
  const coordinate_draws draws(rank, rho);
  std::vector<double> all(count);
  for (std::size_t first = 0; first < count; first += coordinate_draws::block) {
    draws.fill_block(
        seed, experiment, first / coordinate_draws::block,
        std::span(all).subspan(first, std::min(coordinate_draws::block, count - first)));
  }
  return all;
}

// The same law by the chi-squared route, T = rank (noise + rho), from other streams.
std::vector<double> oracle(int rank, double rho, std::size_t count) {
  const coordinate_in_law noise(rho, 1, rank);
  std::vector<double> all(count);
  for (std::size_t i = 0; i < count; ++i) all[i] = rank * (noise({1, experiment + 1, i}) + rho);
  return all;
}

}  // namespace

// Each sample is within sqrt(ln(2/p) / 2n) of its law but for probability p (Massart 1990); p =
// 5e-10 each, so a false alarm has probability below 1e-9 for each rank and rho.
TEST_CASE("draws by products have the law of draws by chi-squared, at every rank and correlation",
          "[slow]") {
  constexpr std::size_t count = 100'000;
  const double limit = 2 * std::sqrt(std::log(4e9) / (2.0 * count));
  for (const int rank : {1, 3, 16, coordinate_draws::most_products, 40}) {
    for (const double rho : {-1.0, -0.6, 0.0, 0.3, 1.0}) {
      CAPTURE(rank, rho);
      CHECK(kolmogorov_distance(draws_of(rank, rho, count, 1), oracle(rank, rho, count)) < limit);
    }
  }
  // The falsifiers: a rank too many, the correlation's other sign.
  CHECK(kolmogorov_distance(draws_of(8, 0.6, count, 1), oracle(9, 0.6, count)) > limit);
  CHECK(kolmogorov_distance(draws_of(8, 0.6, count, 1), oracle(8, -0.6, count)) > limit);
}

TEST_CASE("a draw hangs on seed and place alone") {
  for (const int rank : {3, 40}) {
    const std::vector<double> all = draws_of(rank, 0.2, 1000, 5);
    const std::vector<double> some = draws_of(rank, 0.2, 70, 5);
    CHECK(std::equal(some.begin(), some.end(), all.begin()));
    CHECK(draws_of(rank, 0.2, 70, 6) != some);
    std::vector<double> sorted = all;
    std::sort(sorted.begin(), sorted.end());
    CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
  }
}

TEST_CASE("draws of no rank or of no correlation are refused") {
  CHECK_THROWS_AS(coordinate_draws(0, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(coordinate_draws(4, 1.5), std::invalid_argument);
}
