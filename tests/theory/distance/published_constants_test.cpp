#include "theory/distance/published_constants.hpp"

#include "tests/catch.hpp"
#include "theory/distance/bounds.hpp"

using namespace loranoise::theory;

TEST_CASE("the published bounds are their closed values at cosines 0 and 1") {
  for (const double rank : {1.0, 9.0, 400.0}) {
    for (const bool one : {false, true}) {
      CAPTURE(rank, one);
      const double rho = one ? 1 : 0;
      CHECK(fourth_moment_tv(rank, rho) ==
            Approx(closed_fourth_moment_tv(rank, one)).epsilon(1e-13));
      CHECK(berry_esseen_kolmogorov(rank, rho) ==
            Approx(closed_berry_esseen_kolmogorov(rank, one)).epsilon(1e-11));
    }
  }
}

TEST_CASE("closed values that can be checked by hand") {
  CHECK(closed_fourth_moment_tv(4, false) == Approx(1));
  CHECK(closed_fourth_moment_tv(8, true) == Approx(1));
  CHECK(closed_beta_3(false) == Approx(2.546479089470325));
  CHECK(closed_beta_3(true) == Approx(3.072931533813319));
  CHECK_THROWS_AS(closed_fourth_moment_tv(0, false), std::domain_error);
}
