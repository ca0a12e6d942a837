#include "certify/zero_cosine/distance.hpp"

#include "certify/normal.hpp"
#include "certify/zero_cosine/bell.hpp"
#include "certify/zero_cosine/bessel_density.hpp"
#include "certify/zero_cosine/trapezoid.hpp"
#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "theory/numerics/normal.hpp"

using namespace loranoise;
using certify::ball;

namespace {

// Whether a double computed to `relative` accuracy can be the enclosed number.
bool agrees(double value, const ball& enclosed, double relative) {
  return ball(value).widened(ball(relative * std::abs(value))).overlaps(enclosed);
}

}  // namespace

TEST_CASE("theory's distances and constant lie in the balls") {
  CHECK(agrees(theory::he4_constant, certify::he4_constant(), 1e-14));
  for (const int rank : {1, 2, 3, 5, 8, 12, 13, 16, 33, 100, 999}) {
    CAPTURE(rank);
    CHECK(agrees(theory::total_variation(rank, 0), certify::total_variation_at_zero(rank), 1e-10));
  }
}

TEST_CASE("theory's densities and distribution functions lie in the balls") {
  for (const int rank : {2, 7, 12, 13, 40}) {
    const auto law = theory::coordinate_law<double>::standardised(rank, 0);
    const auto d = certify::difference_at_rank(rank);
    for (const double x : {0.3, 0.9, 1.7, 2.6}) {
      CAPTURE(rank, x);
      CHECK(agrees(pdf(law, x), d->density(x) + certify::normal_density(x), 1e-11));
      const double between =
          cdf(law, x) - cdf(law, 0.1) - (theory::normal_cdf(x) - theory::normal_cdf(0.1));
      CHECK(std::abs(between + d->between(ball(0.1), ball(x)).middle()) < 1e-13);
    }
  }
}

TEST_CASE("the two ways to the difference overlap") {
  for (const int rank : {9, 12}) {
    const certify::bessel_difference closed(rank);
    const certify::trapezoidal_difference rule(rank);
    for (const double x : {0.2, 0.74, 2.33, 3.0}) {
      CHECK(closed.density(x).overlaps(rule.density(x)));
      CHECK(closed.between(0.2, x + 0.1).overlaps(rule.between(0.2, x + 0.1)));
    }
  }
}

TEST_CASE("an enclosure that leaves the aliases out misses the truth") {
  // A period so short that the aliases are as large as the other errors are not.
  const certify::bessel_difference closed(12);
  certify::trapezoidal_difference coarse(12, 9);
  CHECK(coarse.density(0.5).overlaps(closed.density(0.5)));
  coarse.forget_aliases();
  CHECK(!coarse.density(0.5).overlaps(closed.density(0.5)));
}

TEST_CASE("the terms of the expansion are those of the theory's page") {
  const auto first = certify::edgeworth_term(1);
  REQUIRE(first.size() == 1);
  CHECK(agrees(0.25, first.at(4), 0));
  const auto second = certify::edgeworth_term(2);
  REQUIRE(second.size() == 2);
  CHECK(agrees(1.0 / 6, second.at(6), 1e-15));
  CHECK(agrees(1.0 / 32, second.at(8), 0));
}
