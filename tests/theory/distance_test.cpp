#include "theory/distance.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "table.hpp"
#include "theory/bounds.hpp"

namespace theory = loranoise::theory;

TEST_CASE("distances to the Gaussian agree with the 32-digit table") {
  for (const auto& row : loranoise::test::read_table("distances.csv")) {
    const double rank = row[0];
    const double rho = row[1];
    CAPTURE(rank, rho);
    CHECK(std::fabs(theory::total_variation(rank, rho) / row[2] - 1) < 1e-10);
    CHECK(std::fabs(theory::kolmogorov(rank, rho) / row[3] - 1) < 1e-10);
    CHECK(std::fabs(theory::kl_noise_to_normal(rank, rho) / row[4] - 1) < 1e-8);
    if (std::fabs(rho) < 1) {
      CHECK(std::fabs(theory::kl_normal_to_noise(rank, rho) / row[5] - 1) < 1e-8);
    } else {
      CHECK(std::isinf(theory::kl_normal_to_noise(rank, rho)));
    }
  }
}

TEST_CASE("Wasserstein-1 agrees with the table of the chi-square mixture") {
  for (const auto& row : loranoise::test::read_table("wasserstein.csv")) {
    CAPTURE(row[0], row[1]);
    CHECK(std::fabs(theory::wasserstein_1(row[0], row[1]) / row[2] - 1) < 1e-9);
  }
}
