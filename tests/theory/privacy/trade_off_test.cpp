// The trade-off curves (smallest type II error at a type I error) of the released row and of the
// Gaussian mechanism: direct integration, the symmetry of the two directions, convexity.
#include <algorithm>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"

using namespace loranoise::theory;

namespace {

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

row_release reversed(const row_release& release) {
  return {release.rank, release.width, release.cosine, 1 / release.norm_ratio};
}

// Both errors of the test L > threshold by midpoint sums over (X, Z) of section 6.1, Q's law being
// closed: type II is P_u(L <= threshold), type I is E_u[exp(-L); L > threshold].
test_errors errors_by_double_sum(const row_release& release, double threshold) {
  const auto [r, d, rho, tau] = release;
  constexpr int steps = 400;
  const double top = std::sqrt(r) + 8;
  const double a = 0.5 * (d - 2);
  test_errors sum{0, 0};
  for (int i = 0; i < steps; ++i) {
    const double y = top * (i + 0.5) / steps;  // X = y^2
    const double mass = std::exp((r - 1) * std::log(y) - 0.5 * y * y - std::lgamma(0.5 * r) -
                                 (0.5 * r - 1) * std::log(2.0));
    for (int j = 0; j < steps; ++j) {
      const double z = -8 + 16 * (j + 0.5) / steps;
      const double ratio = rho + std::sqrt(1 - rho * rho) * z / y;
      if (ratio <= 0) continue;
      const double weight = mass * std::exp(-0.5 * z * z);
      const double c = 0.5 * (tau / ratio - 1);
      const double loss =
          -d * std::log(tau) + 0.5 * (d - r + 1) * std::log(tau * ratio) + c * (y * y + z * z);
      const double half_q = std::fmax(0.0, 0.5 * (threshold - loss) / c);
      const double tilted = half_q * (1 + 2 * c);
      const double tilt = std::exp(-loss - a * std::log1p(2 * c));
      sum.type_two +=
          weight * (c > 0 ? boost::math::gamma_p(a, half_q) : boost::math::gamma_q(a, half_q));
      sum.type_one += weight * tilt *
                      (c > 0 ? boost::math::gamma_q(a, tilted) : boost::math::gamma_p(a, tilted));
    }
  }
  const double cell = (top / steps) * (16.0 / steps) / std::sqrt(2 * M_PI);
  return {sum.type_one * cell, sum.type_two * cell};
}

constexpr row_release releases[] = {
    {4, 16, 0.9, 1}, {8, 16, 0.95, 1.2}, {8, 16, 0.95, 0.85}, {12, 6, 0.97, 1.1}};

}  // namespace

TEST_CASE("trade-off of a row: direct integration over (X, Z) gives the same curve") {
  for (const row_release& release : releases) {
    for (const double threshold : {-1.0, 0.5}) {
      const test_errors direct = errors_by_double_sum(release, threshold);
      CAPTURE(release.rank, release.norm_ratio, threshold, direct.type_one, direct.type_two);
      CHECK(trade_off(release, direct.type_one) == near{direct.type_two, 2e-4});
    }
  }
}

TEST_CASE("trade-off of a row: the points of the 15-digit table of double sums lie on the curve") {
  for (auto row : read_reference("privacy_more.csv")) {
    const row_release release{row["rank"], row["width"], row["cosine"], row["norm_ratio"]};
    CAPTURE(release.rank, release.width, release.norm_ratio, row["epsilon"]);
    CHECK(trade_off(release, row["type_one"]) == near{row["type_two"], 1e-9});
  }
}

TEST_CASE("trade-off of a row: the two directions' curves are inverse functions") {
  for (const row_release& release : releases) {
    for (const double alpha : {1e-6, 0.01, 0.2, 0.6}) {
      const double beta = trade_off(release, alpha);
      CAPTURE(release.rank, release.norm_ratio, alpha, beta);
      CHECK(trade_off(reversed(release), beta) == near{alpha, 1e-8});
    }
  }
}

TEST_CASE("trade-off: both curves fall, are convex and lie below chance") {
  const auto check = [](const auto& curve) {
    double before = curve(0.02);
    double at = curve(0.06);
    for (int i = 1; i < 22; ++i) {
      const double alpha = 0.06 + 0.04 * i;
      const double after = curve(alpha);
      CAPTURE(alpha);
      CHECK(after <= at);
      CHECK(before - 2 * at + after >= -1e-12);
      CHECK(after < 1 - alpha);
      before = at;
      at = after;
    }
  };
  for (const row_release& release : releases) {
    CAPTURE(release.rank, release.norm_ratio);
    check([&](double alpha) { return trade_off(release, alpha); });
  }
  for (const double mu : {0.1, 1.0, 3.0}) {
    CAPTURE(mu);
    check([mu](double alpha) { return gaussian_trade_off(mu, alpha); });
  }
}

TEST_CASE(
    "trade-off of the Gaussian mechanism: its own inverse, and its area that of two normals") {
  boost::math::quadrature::tanh_sinh<double> rule;
  for (const double mu : {0.01, 1.0, 3.0}) {
    CAPTURE(mu);
    for (const double alpha : {1e-9, 0.01, 0.4, 0.8}) {
      const double beta = gaussian_trade_off(mu, alpha);
      CHECK(gaussian_trade_off(mu, beta) == near{alpha, 1e-6});
    }
    // The test that says u above t, for N(0, 1) against N(mu, 1).
    for (const double t : {-1.0, 0.3, 4.0}) {
      CHECK(gaussian_trade_off(mu, normal_cdf(-t)) == near{normal_cdf(t - mu), 1e-12});
    }
    // Integrated over type I errors: the probability that a draw of N(mu, 1) falls below one of
    // N(0, 1).
    const double area =
        rule.integrate([mu](double a) { return gaussian_trade_off(mu, a); }, 0.0, 1.0);
    CHECK(area == near{normal_cdf(-mu / std::sqrt(2.0)), 1e-9});
  }
}
