#include "theory/coordinate_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "table.hpp"

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

TEST_CASE("quantiles agree with the 30-digit table of the chi-square mixture") {
  for (const auto& row : loranoise::test::read_table("coordinate_quantiles.csv")) {
    const auto law = theory::coordinate_law<double>::standardised(row[0], row[1]);
    CAPTURE(row[0], row[1], row[2]);
    CHECK(std::fabs(quantile(law, row[2]) - row[3]) < 1e-12 * std::fmax(1, std::fabs(row[3])));
  }
}
