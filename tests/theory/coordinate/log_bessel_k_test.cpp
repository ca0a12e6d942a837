#include "theory/coordinate/log_bessel_k.hpp"

#include <cmath>
#include <limits>

#include "tests/catch.hpp"
#include "tests/theory/oracle.hpp"

using loranoise::test::wide;
using loranoise::theory::log_bessel_k;

TEST_CASE("log K agrees with Boost at 50 digits over many decades") {
  for (const double order : {0.0, 0.1, 0.5, 1.0, 2.7, 10.0, 30.9, 31.0, 31.1, 70.1, 250.5, 700.0}) {
    for (const double x : {1e-8, 1e-3, 0.4, 1.0, 7.0, 33.0, 300.0, 2000.0}) {
      CAPTURE(order, x);
      const wide expected = loranoise::test::naive_log_bessel_k(order, x);
      const double scale =
          std::fmax(1, std::fmax(x, order * (1 + std::fabs(std::log(x / (order + 1))))));
      CHECK(std::fabs(static_cast<double>(log_bessel_k(order, x) - expected)) < 2e-15 * scale);
      CHECK(std::fabs(static_cast<double>(log_bessel_k(wide(order), wide(x)) - expected)) <
            1e-40 * scale);
    }
  }
}

TEST_CASE("Debye's series meets the trapezoidal rule") {
  namespace detail = loranoise::theory::detail;
  for (const double order : {31.0, 31.5, 70.0, 70.5, 251.0, 4001.0, 5e5}) {
    for (const double ratio : {0.0, 0.1, 1.0, 10.0}) {
      const double w = order * std::hypot(1.0, ratio);
      CAPTURE(order, ratio);
      const wide exact = detail::log_saddle_factor_trapezoid(wide(order), wide(w), wide(w) - order);
      CHECK(std::fabs(static_cast<double>(detail::log_saddle_factor_debye(order, w) - exact)) <
            2e-17 * 10);
    }
  }
}

TEST_CASE("log K has half-integer closed forms where K itself overflows or underflows") {
  const double log_half_pi = std::log(std::acos(-1.0) / 2);
  CHECK(log_bessel_k(0.5, 1e-300) ==
        Approx((log_half_pi + 300 * std::log(10.0)) / 2).epsilon(1e-14));
  CHECK(log_bessel_k(0.5, 1e6) == Approx((log_half_pi - std::log(1e6)) / 2 - 1e6).epsilon(1e-14));
  CHECK(std::isfinite(log_bessel_k(5e5, 1e-3)));
  CHECK(std::isfinite(log_bessel_k(5e5, 1e7)));
  CHECK(std::isfinite(log_bessel_k(0.0, 1e-300)));
}

TEST_CASE("log K at the ends of its domain") {
  CHECK(log_bessel_k(1.0, 0.0) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(log_bessel_k(1.0, -1.0)));
  CHECK(std::isnan(log_bessel_k(-1.0, 1.0)));
  CHECK(log_bessel_k(2.0, std::numeric_limits<double>::infinity()) ==
        -std::numeric_limits<double>::infinity());
}
