#include "certify/two_term/wrapped_law.hpp"

#include <cmath>

#include "certify/two_term/angle_transform.hpp"
#include "certify/two_term/two_term_bound.hpp"
#include "tests/catch.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"

using namespace loranoise;
using namespace loranoise::certify;

namespace {

double theory_distance(int rank, double angle) {
  return theory::total_variation(rank, std::tan(angle));
}

}  // namespace

TEST_CASE("the wrapped law's bound lies above theory's distance, and closely") {
  for (const int rank : {8, 9, 16, 64, 1000, 10000}) {
    const circle on = circle_for(rank);
    CHECK(on.outside * rank < ball(1e-7));
    for (const double angle : {0.0, 0.001, 0.1, 0.4, 0.7853}) {
      CAPTURE(rank, angle);
      const double bound = (wrapped_law(rank, on, angle).distance(0) + on.outside).high_double();
      const double exact = theory_distance(rank, angle);
      CHECK(bound > exact);
      CHECK(bound < 1.05 * exact);
    }
  }
}

TEST_CASE(
    "a circle without its outside, or a sum without its rest, falls below theory's distance") {
  circle on = circle_for(64);
  on.length = 7;
  CHECK(on.points >= 2 * on.terms + 2);
  CHECK(wrapped_law(64, on, 0.4).distance(0).high_double() < theory_distance(64, 0.4));
  on.outside = outside_at_most(64, 3.5);
  CHECK((wrapped_law(64, on, 0.4).distance(0) + on.outside).high_double() >
        theory_distance(64, 0.4));
}

TEST_CASE("the tails outside a circle are those of the law, at most") {
  // At cosine 1 and rank 8 Q = (S - 8)/4, S chi-squared of 8: P(S > s) = exp(-s/2) sum_(k < 4)
  // (s/2)^k/k!.
  const double half = (8 + 4 * 9.0) / 2;
  const double exact = std::exp(-half) * (1 + half + half * half / 2 + half * half * half / 6);
  CHECK(outside_at_most(8, 9).low_double() > exact);
  CHECK(outside_at_most(8, 9).high_double() < 1000 * exact);
}

TEST_CASE("an expansion around one angle bounds the distance at another, and needs its curvature") {
  for (const int rank : {8, 64, 1000}) {
    const circle on = circle_for(rank);
    const wrapped_law law(rank, on, 0.3);
    const ball bend = curvature(rank, on, 0.2, 0.4);
    for (const double s : {-0.1, -0.03, 0.05, 0.1}) {
      CAPTURE(rank, s);
      const ball bound = law.distance(s) + ball(s) * s / 2 * bend + on.outside;
      CHECK(bound.high_double() > theory_distance(rank, 0.3 + s));
    }
  }
}

TEST_CASE("the transform's derivatives are those of differences, within their bounds") {
  for (const int rank : {8, 100}) {
    const transform_bounds bounds(rank, ball(0.2), ball(0.3));
    double closest = 0;
    for (const double v : {0.5, 1.5, 3.0, 5.0}) {
      CAPTURE(rank, v);
      const ball step = 1e-9;
      const auto at = [&](const ball& angle) { return angle_transform(rank, angle).at(v); };
      const auto middle = at(0.25);
      const auto before = at(0.25 - step);
      const auto after = at(0.25 + step);
      const ball slope = (after.transform.real - before.transform.real) / (2 * step);
      CHECK(std::abs((slope - middle.slope.real).middle()) < 1e-12);
      const ball real = (after.slope.real - before.slope.real) / (2 * step);
      const ball imaginary = (after.slope.imaginary - before.slope.imaginary) / (2 * step);
      const double size = std::hypot(real.middle(), imaginary.middle());
      const double bound = bounds.second_derivative(v).high_double();
      CHECK(size <= bound);
      closest = std::max(closest, size / bound);
    }
    CHECK(closest > 0.3);
  }
}

TEST_CASE("integrals beyond a frequency are larger than sums of what they bound") {
  for (const int rank : {8, 40}) {
    const transform_bounds bounds(rank, ball(0), ball::pi() / 4);
    const double from = 4;
    for (const double angle : {0.0, 0.4, 0.7853}) {
      CAPTURE(rank, angle);
      const angle_transform law(rank, angle);
      const transform_bounds here(rank, ball(angle), ball(angle));
      double transform = 0;
      double slope = 0;
      double second = 0;
      constexpr double step = 0.05;
      for (double v = from + step / 2; v < 100; v += step) {
        const auto at = law.at(v);
        transform += step * std::hypot(at.transform.real.middle(), at.transform.imaginary.middle());
        slope += step * std::hypot(at.slope.real.middle(), at.slope.imaginary.middle());
        second += step * std::pow(here.second_derivative(v).middle(), 2);
      }
      CHECK(transform < bounds.transform_beyond(from).high_double());
      CHECK(slope < bounds.slope_beyond(from).high_double());
      CHECK(second < bounds.squared_second_derivative_beyond(from).high_double());
    }
  }
}

TEST_CASE("the bound is theory's, up to the rounding of its constants") {
  for (const double rho : {0.0, 0.3, 1.0}) {
    CHECK(certify::value(two_term_bound{}, 5, atan(ball(rho))).middle() ==
          Approx(theory::two_term_tv(5, rho)).epsilon(1e-14));
  }
}
