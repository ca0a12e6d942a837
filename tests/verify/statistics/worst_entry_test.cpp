#include "verify/statistics/worst_entry.hpp"

#include <cmath>

#include "tests/catch.hpp"

using loranoise::verify::worst_entry;

TEST_CASE("the worst entry is the one that is furthest off, not the first or the last") {
  Eigen::Matrix2d off;
  off << 1, 4, 5, 2;
  const auto [row, column] = worst_entry(2, 2, [&](auto k, auto j) { return off(k, j); });
  CHECK(row == 1);
  CHECK(column == 0);
}

TEST_CASE("entries that say nothing are left out of the search for the worst") {
  Eigen::Matrix2d off;
  off << NAN, -1, 0.5, 0.25;
  const auto [row, column] = worst_entry(2, 2, [&](auto k, auto j) { return off(k, j); });
  CHECK(row == 1);
  CHECK(column == 0);
  const auto none = worst_entry(2, 2, [](auto, auto) { return -1.0; });
  CHECK(none.row + none.column == 0);
}
