#include "theory/coordinate/standard_moments.hpp"

#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"

using namespace loranoise::theory;

TEST_CASE("standard moments are those of chi-squared at cosine 1 and of a product at rank 1") {
  // Product of two normals: E z^2k = ((2k - 1)!!)^2.
  CHECK(standard_moment(1, 0, 0) == 1);
  CHECK(standard_moment(1, 0, 1) == 0);
  CHECK(standard_moment(1, 0, 2) == Approx(1));
  CHECK(standard_moment(1, 0, 4) == Approx(9));
  CHECK(standard_moment(1, 0, 6) == Approx(225));
  CHECK(standard_moment(1, 0, 8) == Approx(105 * 105));
  CHECK(standard_moment(1, 0, 3) == 0);
  // (chi^2_8 - 8)/4: skewness sqrt(8/8), excess kurtosis 12/8.
  CHECK(standard_moment(8, 1, 3) == Approx(1));
  CHECK(standard_moment(8, 1, 4) == Approx(4.5));
  CHECK(standard_moment(8, -1, 3) == Approx(-1));
  CHECK(variance_of_cube(1, 0) == Approx(225));
  // (chi^2_1 - 1)/sqrt(2): central moments mu_(n+1) = 2 n (mu_n + mu_(n-1)).
  CHECK(variance_of_cube(1, 1) == Approx(6040 / 8.0 - 64 / 8.0));
  CHECK(variance_of_fourth(1, 1) == Approx(1190672 / 16.0 - 15 * 15));
  CHECK(variance_of_fourth(1, 0) == Approx(105 * 105 - 81));
}

TEST_CASE("the third and fourth standard moments are the law's skewness and kurtosis") {
  for (const double rho : {-1.0, -0.3, 0.0, 0.6}) {
    const auto law = coordinate_law<double>::standardised(5, rho);
    CHECK(standard_moment(5, rho, 3) == Approx(skewness(law)));
    CHECK(standard_moment(5, rho, 4) == Approx(kurtosis(law)));
  }
}

TEST_CASE("moments above the eighth are refused") {
  CHECK_THROWS_AS(standard_moment(4, 0, 9), std::domain_error);
  CHECK_THROWS_AS(standard_moment(4, 0, -1), std::domain_error);
}
