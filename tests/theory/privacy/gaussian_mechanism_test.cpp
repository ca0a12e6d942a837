#include "theory/privacy/gaussian_mechanism.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"

using namespace loranoise::theory;

namespace {

double phi(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

}  // namespace

TEST_CASE("Gaussian mechanism: agrees with the table, which has seven digits") {
  for (auto row : read_reference("privacy.csv")) {
    const double mu = gaussian_shift({row["rank"], row["width"], row["cosine"], row["norm_ratio"]});
    const double delta = gaussian_privacy_profile(mu, row["epsilon"]);
    CAPTURE(mu, row["epsilon"], delta);
    CHECK(delta == near{row["delta_gaussian"], 1e-6, 1e-300});
  }
}

TEST_CASE("Gaussian mechanism: equals the formula of Balle and Wang where that does not cancel") {
  for (const double mu : {0.5, 1.0, 4.0, 9.0, 20.0}) {
    for (const double epsilon : {-8.0, -0.5, 0.0, 0.1, 1.0, 3.0}) {
      CAPTURE(mu, epsilon);
      CHECK(gaussian_privacy_profile(mu, epsilon) ==
            near{phi(mu / 2 - epsilon / mu) - std::exp(epsilon) * phi(-mu / 2 - epsilon / mu),
                 1e-11});
    }
  }
}

TEST_CASE("Gaussian mechanism: delta(0) = erf(mu/sqrt 8), however small mu") {
  for (int power = -12; power < 2; ++power) {
    const double mu = std::pow(10.0, power);
    CHECK(gaussian_privacy_profile(mu, 0) == near{std::erf(mu / std::sqrt(8.0)), 1e-13});
  }
}

TEST_CASE("Gaussian mechanism: continuous across the change of formula at epsilon/mu - mu/2 = -5") {
  for (const double mu : {0.01, 1.0, 8.0, 12.0, 30.0}) {
    const double seam = mu * (0.5 * mu - 5);
    const double step = 1e-9 * std::fmax(1, std::abs(seam));
    CAPTURE(mu, seam);
    CHECK(gaussian_privacy_profile(mu, seam - step) ==
          near{gaussian_privacy_profile(mu, seam + step), 1e-7});
  }
}

TEST_CASE("Gaussian mechanism: dual to itself, and the logarithm goes on where delta underflows") {
  for (const double mu : {0.1, 1.0, 6.0}) {
    for (const double epsilon : {0.3, 2.0}) {
      CHECK(gaussian_privacy_profile(mu, -epsilon) ==
            near{-std::expm1(-epsilon) + std::exp(-epsilon) * gaussian_privacy_profile(mu, epsilon),
                 1e-12});
    }
  }
  const double x = 16 / 0.05 - 0.025;
  const double leading = -0.5 * x * x - 0.5 * std::log(2 * M_PI) + std::log(0.05) - 2 * std::log(x);
  CHECK(gaussian_privacy_profile(0.05, 16) == 0);
  CHECK(log_gaussian_privacy_profile(0.05, 16) == near{leading, 1e-5});
  CHECK(log_gaussian_privacy_profile(0, 1) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("Gaussian mechanism: epsilon inverts delta, and the trade-off is its dual") {
  for (const double mu : {0.05, 1.0, 7.0}) {
    for (const double epsilon : {0.2, 1.0, 5.0}) {
      const double delta = gaussian_privacy_profile(mu, epsilon);
      if (delta > 0) {
        CHECK(gaussian_privacy_epsilon(mu, delta) == near{epsilon, 1e-9});
        // The line 1 - delta - e^epsilon alpha touches the curve from below.
        const double alpha = phi(-mu / 2 - epsilon / mu);
        CHECK(gaussian_trade_off(mu, alpha) ==
              near{1 - delta - std::exp(epsilon) * alpha, 1e-10, 1e-13});
      }
    }
  }
  CHECK(gaussian_trade_off(0, 0.3) == near{0.7});
  CHECK(gaussian_privacy_epsilon(0, 0.1) == 0);
  CHECK_THROWS_AS(gaussian_privacy_profile(-1, 1), std::domain_error);
  CHECK_THROWS_AS(gaussian_privacy_epsilon(1, 1), std::domain_error);
  CHECK_THROWS_AS(gaussian_trade_off(1, -0.1), std::domain_error);
}
