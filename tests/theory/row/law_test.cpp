#include "theory/row/law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"

using namespace loranoise::theory;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Calls f(s, w, p, q) on a plain grid over the plane of rows of width 2: w is the part orthogonal
// to u, p and q the densities of the row and of its Gaussian. |u| = 1. Returns the area of a grid
// cell.
template <class Function>
double on_plane(double rank, int steps, const Function& f) {
  const double reach = 12 / std::sqrt(rank) + 8 / rank;
  const double from = std::min(0.0, 1 - reach);
  const double step_s = (1 + reach - from) / steps;
  const double step_w = 2 * reach / steps;
  for (int i = 0; i < steps; ++i) {
    const double s = from + (i + 0.5) * step_s;
    for (int j = 0; j < steps; ++j) {
      const double w = -reach + (j + 0.5) * step_w;
      const double length = std::hypot(s, w);
      f(s, w, std::exp(row_log_density(rank, 2, 1, s, length)),
        std::exp(row_gaussian_log_density(rank, 2, 1, s, length)));
    }
  }
  return step_s * step_w;
}

}  // namespace

TEST_CASE("row TV: absolute error below 1e-10 on both tables") {
  double worst = 0;
  for (const char* name : {"row_tv.csv", "row_tv_more.csv"}) {
    for (auto row : read_reference(name)) {
      // row_tv.csv has this cell to seven digits only; row_tv_more.csv has it in full.
      const bool short_cell =
          std::string(name) == "row_tv.csv" && row["rank"] == 1 && row["width"] == 2;
      const double error = std::abs(row_total_variation(row["rank"], row["width"]) - row["tv"]);
      CAPTURE(name, row["rank"], row["width"], error);
      CHECK(error <= (short_cell ? 1e-7 : 1e-12));
      worst = std::max(worst, short_cell ? 0 : error);
    }
  }
  WARN("worst absolute error of row TV on the tables: " << worst);
}

TEST_CASE("row TV: equals half the L1 distance of the two densities on a plain grid") {
  for (const double rank : {4.0, 12.0}) {
    double distance = 0;
    const double cell = on_plane(
        rank, 900, [&](double, double, double p, double q) { distance += 0.5 * std::abs(p - q); });
    // The grid leaves out part of the Gaussian at negative s, and the kinks of |p - q| cost an
    // order.
    CHECK(row_total_variation(rank, 2) == near{distance * cell, 1e-4});
  }
}

TEST_CASE("row density: integrates to one, has mean u and covariance (I + u u')/rank") {
  const double rank = 12;
  std::array<double, 4> row{};
  const double cell = on_plane(rank, 600, [&](double s, double w, double p, double) {
    row[0] += p;
    row[1] += p * s;
    row[2] += p * (s - 1) * (s - 1);
    row[3] += p * w * w;
  });
  CHECK(row[0] * cell == near{1, 1e-5});
  CHECK(row[1] * cell == near{1, 1e-5});
  CHECK(row[2] * cell == near{2 / rank, 1e-5});
  CHECK(row[3] * cell == near{1 / rank, 1e-5});
}

TEST_CASE(
    "row density: vectors and their invariants give the same, and no row points away from u") {
  const std::array<double, 3> u = {1, -2, 0.5};
  const std::array<double, 3> v = {0.7, -2.2, 1.5};
  const double uu = 5.25;
  const double uv = 0.7 + 4.4 + 0.75;
  const double vv = 0.49 + 4.84 + 2.25;
  CHECK(row_log_density(5, u, v) ==
        near{row_log_density(5, 3, std::sqrt(uu), uv / uu, std::sqrt(vv)), 1e-13});
  const std::array<double, 3> away = {-1, 2, -0.5};
  CHECK(row_log_density(5, u, away) == -infinity);
  // Width 1: |A u|^2 = v u, a scaled chi-square; at rank 2 an exponential law.
  CHECK(row_log_density(2, 1, 2, 0.75, 1.5) == near{-0.75 - std::log(2.0)});
}

TEST_CASE(
    "row TV: tends to (2/pi) arctan(sqrt(width/rank)/2) at a fixed ratio, at the rate 1/rank") {
  CHECK(row_total_variation_limit(16, 64) == near{0.5});
  for (const double ratio : {0.5, 4.0, 12.0}) {
    double previous = infinity;
    for (const double rank : {16.0, 256.0, 4096.0}) {
      const double gap = std::abs(row_total_variation(rank, ratio * rank) -
                                  row_total_variation_limit(rank, ratio * rank));
      CAPTURE(ratio, rank, gap);
      CHECK(gap < previous / 8);
      previous = gap;
    }
  }
}

TEST_CASE("row TV: grows with the width and falls with the rank") {
  for (const double rank : {1.0, 3.0, 16.0, 1000.0}) {
    double previous = 0;
    for (const double width : {1.0, 2.0, 3.0, 8.0, 64.0, 1024.0, 1e5}) {
      const double tv = row_total_variation(rank, width);
      CAPTURE(rank, width);
      CHECK(tv > previous);
      CHECK(tv < 1);
      CHECK(row_total_variation(2 * rank, width) < tv);
      previous = tv;
    }
  }
}

TEST_CASE("row TV: continuous where the window's shape changes, at rank = width + 1") {
  for (const double width : {1.0, 2.0, 7.0, 500.0}) {
    const double seam = width + 1;
    const double at = row_total_variation(seam, width);
    CHECK(row_total_variation(std::nextafter(seam, 0), width) == near{at, 0, 1e-12});
    CHECK(row_total_variation(std::nextafter(seam, 2 * seam), width) == near{at, 0, 1e-12});
    CHECK(row_total_variation(seam + 1e-6, width) == near{at, 0, 1e-6});
  }
}

TEST_CASE("Johnson-Lindenstrauss: exact tails are those of chi-square and lie below the bound") {
  // rank 2: exponential
  CHECK(norm_upper_tail(2, 0.5) == near{std::exp(-1.5)});
  CHECK(norm_lower_tail(2, 0.5) == near{-std::expm1(-0.5)});
  CHECK(norm_distortion_probability(2, 0) == near{1});
  CHECK(norm_lower_tail(8, 1.5) == 0);
  std::mt19937 generator(5);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int trial = 0; trial < 500; ++trial) {
    const double rank = std::floor(std::pow(10, 5 * unit(generator)));
    const double distortion = unit(generator);
    CAPTURE(rank, distortion);
    CHECK(norm_distortion_probability(rank, distortion) <=
          johnson_lindenstrauss_bound(rank, distortion));
  }
}

TEST_CASE("rows: arguments out of range are refused") {
  CHECK_THROWS_AS(row_total_variation(0.5, 4), std::domain_error);
  CHECK_THROWS_AS(row_total_variation(4, 0), std::domain_error);
  CHECK_THROWS_AS(row_total_variation(4, infinity), std::domain_error);
  CHECK_THROWS_AS(row_total_variation_limit(NAN, 4), std::domain_error);
  CHECK_THROWS_AS(row_log_density(4, 4, 0, 1, 1), std::domain_error);
  CHECK_THROWS_AS(row_log_density(4, 4, 1, 1, 0.5), std::domain_error);
  CHECK_THROWS_AS(norm_upper_tail(4, -1), std::domain_error);
  CHECK_THROWS_AS(johnson_lindenstrauss_bound(4, 1.5), std::domain_error);
}
