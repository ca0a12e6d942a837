#include "theory/coordinate/law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/catch.hpp"
#include "tests/theory/table.hpp"

namespace theory = loranoise::theory;

TEST_CASE("density and both tails of the coordinate law agree with the 20-digit table") {
  constexpr double smallest = 1e-300;
  for (const auto& row : loranoise::test::read_table("coordinate_law.csv")) {
    const auto law = theory::coordinate_law<double>::standardised(row[0], row[1]);
    const double z = row[2];
    CAPTURE(row[0], row[1], z);
    if (std::isinf(row[3])) {
      // The edge of the support itself, T = 0 at rho = 1 and rank 2: the limit from inside, as
      // Boost has it.
      const bool edge = row[0] == 2 && z == -1;
      CHECK(logpdf(law, z) == (edge ? 0 : row[3]));
    } else {
      CHECK(std::fabs(logpdf(law, z) - row[3]) < 1e-13 * std::fmax(1, std::fabs(row[3])));
    }
    if (row[4] > smallest) CHECK(std::fabs(cdf(law, z) / row[4] - 1) < 1e-11);
    if (row[5] > smallest) CHECK(std::fabs(sf(law, z) / row[5] - 1) < 1e-11);
  }
}

TEST_CASE(
    "density and outer tail agree with the difference of two chi-squares at the ends of the "
    "range") {
  // Ranks to 1e6, 1 - |rho| down to 1e-12 and 0, 40 standard deviations, tails to 1e-300: the
  // table's method is neither Bessel function nor contour, so this tests the derivation, not only
  // rounding.
  constexpr double smallest = 1e-300;
  for (const auto& row : loranoise::test::read_table("coordinate_extremes.csv")) {
    const double z = row[2];
    for (const double side : {1.0, -1.0}) {  // the mirror image as well
      const auto law = theory::coordinate_law<double>::standardised(row[0], side * row[1]);
      CAPTURE(row[0], side * row[1], side * z);
      CHECK(std::fabs(logpdf(law, side * z) - row[3]) < 1e-12 * std::fmax(1, std::fabs(row[3])));
      if (row[4] > smallest) {
        const double tail = side * z > 0 ? sf(law, side * z) : cdf(law, side * z);
        CHECK(std::fabs(tail / row[4] - 1) < 1e-11);
      }
      if (row[4] > std::numeric_limits<double>::min()) {
        const double log_tail = side * z > 0 ? logsf(law, side * z) : logcdf(law, side * z);
        CHECK(std::fabs(log_tail - std::log(row[4])) < 1e-11);
      }
    }
  }
}

TEST_CASE("quantiles agree with the 30-digit table of the chi-square mixture") {
  for (const auto& row : loranoise::test::read_table("coordinate_quantiles.csv")) {
    const auto law = theory::coordinate_law<double>::standardised(row[0], row[1]);
    CAPTURE(row[0], row[1], row[2]);
    CHECK(std::fabs(quantile(law, row[2]) - row[3]) < 1e-12 * std::fmax(1, std::fabs(row[3])));
  }
}
