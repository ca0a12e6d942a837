#include "theory/coordinate/sign_probability.hpp"

#include <cmath>
#include <numbers>

#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"

using namespace loranoise::theory;

TEST_CASE("the probability of a wrong sign is the law's own at zero") {
  for (const double rank : {1.0, 2.0, 5.0, 64.0}) {
    for (const double rho : {-0.9, -0.2, 0.0, 0.4, 0.99}) {
      CAPTURE(rank, rho);
      CHECK(negative_probability(rank, rho) ==
            Approx(cdf(coordinate_law<double>(rank, rho), 0)).epsilon(1e-10));
    }
  }
}

TEST_CASE("at rank 1 the wrong sign has the probability of an angle, at cosine 1 none") {
  CHECK(negative_probability(1, 0.5) == Approx(std::acos(0.5) / std::numbers::pi));
  CHECK(negative_probability(7, 0) == Approx(0.5));
  CHECK(negative_probability(3, 1) == 0);
  CHECK(negative_probability(3, -1) == 1);
  CHECK_THROWS_AS(negative_probability(0, 0.5), std::domain_error);
  CHECK_THROWS_AS(negative_probability(2, 1.5), std::domain_error);
}
