#include "theory/distance/distance.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/table.hpp"
#include "theory/distance/bounds.hpp"

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

TEST_CASE("six distances agree, to rank 1e6, with the table of the difference of two chi-squares") {
  for (const auto& row : loranoise::test::read_table("distances_more.csv")) {
    const double rank = row[0];
    const double rho = row[1];
    CAPTURE(rank, rho);
    CHECK(std::fabs(theory::total_variation(rank, rho) / row[2] - 1) < 1e-10);
    CHECK(std::fabs(theory::kolmogorov(rank, rho) / row[3] - 1) < 1e-10);
    CHECK(std::fabs(theory::kl_noise_to_normal(rank, rho) / row[4] - 1) < 1e-8);
    if (std::fabs(rho) < 1) {
      CHECK(std::fabs(theory::kl_normal_to_noise(rank, rho) / row[5] - 1) < 1e-8);
    }
    CHECK(std::fabs(theory::hellinger(rank, rho) / row[6] - 1) < 1e-8);
    CHECK(std::fabs(theory::wasserstein_1(rank, rho) / row[7] - 1) < 1e-9);
  }
}

TEST_CASE("distances are even in rho, as Q(rank, -rho) is -Q(rank, rho)") {
  for (const double rank : {1.0, 8.0, 63.0, 1000.0}) {
    for (const auto distance :
         {theory::total_variation, theory::kolmogorov, theory::wasserstein_1,
          theory::kl_noise_to_normal, theory::kl_normal_to_noise, theory::hellinger}) {
      CHECK(distance(rank, -0.4) == Approx(distance(rank, 0.4)).epsilon(1e-10));
    }
  }
}

TEST_CASE("distances refuse ranks below 1 or between whole numbers, and cosines beyond 1") {
  for (const auto distance :
       {theory::total_variation, theory::kolmogorov, theory::wasserstein_1,
        theory::kl_noise_to_normal, theory::kl_normal_to_noise, theory::hellinger}) {
    CHECK_THROWS_AS(distance(0, 0.3), std::domain_error);
    CHECK_THROWS_AS(distance(2.5, 1), std::domain_error);
    CHECK_THROWS_AS(distance(3, -1.5), std::domain_error);
    CHECK_THROWS_AS(distance(3, std::nan("")), std::domain_error);
  }
}

TEST_CASE("Wasserstein-1 agrees with the table of the chi-square mixture") {
  for (const auto& row : loranoise::test::read_table("wasserstein.csv")) {
    CAPTURE(row[0], row[1]);
    CHECK(std::fabs(theory::wasserstein_1(row[0], row[1]) / row[2] - 1) < 1e-9);
  }
}
