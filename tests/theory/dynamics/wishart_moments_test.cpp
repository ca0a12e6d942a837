#include "theory/dynamics/wishart_moments.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"

using namespace loranoise::theory;
using boost::multiprecision::cpp_int;

namespace {

// c (c + 2) ... (c + 2 n - 2): the n-th moment of chi^2_c.
cpp_int chi_square_moment(int c, int n) {
  cpp_int product = 1;
  for (int i = 0; i < n; ++i) {
    product *= c + 2 * i;
  }
  return product;
}

cpp_int binomial(int n, int k) {
  cpp_int value = 1;
  for (int i = 1; i <= k; ++i) {
    value = value * (n - k + i) / i;
  }
  return value;
}

// The sum over paths of 8.2: n steps on a level, t steps so far.
std::vector<cpp_int> moments_by_paths(int rank, int width, int order) {
  std::vector<cpp_int> totals(static_cast<std::size_t>(order) + 1, 0);
  totals[0] = 1;
  std::map<std::pair<int, int>, cpp_int> chain;
  for (int n = 1; n <= order; ++n) {
    chain[{n, n}] = chi_square_moment(rank, n);
  }
  for (int level = 1; !chain.empty(); ++level) {
    const int degrees = level % 2 == 1 ? width - (level + 1) / 2 : rank - level / 2;
    std::map<std::pair<int, int>, cpp_int> next;
    for (const auto& [at, weight] : chain) {
      const auto [n, t] = at;
      totals[static_cast<std::size_t>(t)] += weight;
      for (int k = 1; degrees > 0 && k <= order - t; ++k) {
        next[{k, t + k}] += weight * binomial(n + k - 1, k) * chi_square_moment(degrees, k);
      }
    }
    chain = next;
  }
  return totals;
}

}  // namespace

TEST_CASE("Wishart moments: the recursion in integers equals the sum over paths") {
  for (const int rank : {1, 2, 3, 5, 8, 13}) {
    for (const int width : {1, 2, 4, 7, 13, 40}) {
      CAPTURE(rank, width);
      CHECK(scaled_wishart_moments(rank, width, 20) == moments_by_paths(rank, width, 20));
    }
  }
}

TEST_CASE(
    "Wishart moments: one column has the moments of chi-square, one row those of its length") {
  // rank r, width 1: M = chi^2_r/r. rank 1: M = a a', <u, M^k u> = <a, u>^2 |a|^(2 k - 2).
  const auto column = scaled_wishart_moments(5, 1, 12);
  const auto row = scaled_wishart_moments(1, 7, 12);
  for (int k = 1; k <= 12; ++k) {
    CHECK(column[static_cast<std::size_t>(k)] == chi_square_moment(5, k));
    CHECK(row[static_cast<std::size_t>(k)] * 7 == chi_square_moment(7, k));
  }
}

TEST_CASE("Wishart moments: agree with the table, the integers to the last digit") {
  std::ifstream file(LORANOISE_REFERENCE_DIR "/wishart_moments.csv");
  REQUIRE(file);
  std::string line;
  std::getline(file, line);
  int rows = 0;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string rank, width, k, integer, moment;
    for (std::string* cell : {&rank, &width, &k, &integer, &moment}) {
      std::getline(cells, *cell, ',');
    }
    CAPTURE(rank, width, k);
    CHECK(scaled_wishart_moments(std::stoi(rank), std::stoi(width), std::stoi(k)).back() ==
          cpp_int(integer));
    CHECK(wishart_moment(std::stoi(rank), std::stoi(width), std::stoi(k)) ==
          near{std::stod(moment), 1e-15});
    ++rows;
  }
  CHECK(rows == 140);
}

TEST_CASE("Wishart moments: in double up to the largest double, infinite beyond") {
  CHECK(std::isfinite(wishart_moment(1, 8, 148)));
  CHECK(std::isinf(wishart_moment(1, 8, 149)));
  CHECK(std::isfinite(wishart_moment(16, 64, 242)));
  CHECK(std::isinf(wishart_moment(16, 64, 243)));
  CHECK(wishart_moment(3, 4, 0) == 1);
  CHECK(wishart_moment(3, 4, 1) == 1);
  CHECK(wishart_moment(1000000, 1000000, 2) == near{2.000001, 1e-15});
  CHECK_THROWS_AS(wishart_moment(0, 4, 1), std::domain_error);
  CHECK_THROWS_AS(wishart_moment(1, 0, 1), std::domain_error);
  CHECK_THROWS_AS(wishart_moment(1, 4, -1), std::domain_error);
  CHECK_THROWS_AS(wishart_moment(1, 1000001, 1), std::domain_error);
}
