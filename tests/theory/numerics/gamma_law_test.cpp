#include "theory/numerics/gamma_law.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"

using namespace loranoise::theory::detail;

TEST_CASE("chi-square tails agree with 30-digit quadrature on both sides of 200,000 degrees") {
  struct row {
    double degrees;
    double x;
    double upper;
  };
  // mpmath at 30 digits: the gamma density by Gauss-Legendre panels of half a deviation.
  for (const auto [degrees, x, upper] : {row{199998, 199365.54763025188, 0.84134515026614611},
                                         row{199998, 199998, 0.49957947578700827},
                                         row{199998, 203160.26184874054, 3.263381041698339e-7},
                                         row{199998, 212647.0473949622, 8.6452570144384800e-86},
                                         row{200002, 196207.2478341794, 0.99999999921651144},
                                         row{200002, 199369.54130569656, 0.84134515025805197},
                                         row{200002, 200002, 0.49957947999222984},
                                         row{200002, 200318.2293471517, 0.30825922639153136},
                                         row{200002, 203164.29347151716, 3.2633768599484585e-7},
                                         row{200002, 212651.1738860686, 8.6445922800372323e-86},
                                         row{2e7, 19993675.444679663, 0.84134475010232055},
                                         row{2e7, 20044271.88724236, 1.3267961600692891e-12},
                                         row{2e9, 1999620526.6807797, 0.99999999901565172},
                                         row{2e9, 2000031622.7766018, 0.30853475540642732},
                                         row{2e9, 2001264911.0640674, 2.9957774010821716e-89}}) {
    CAPTURE(degrees, x);
    // x holds 16 digits, which is 1e-16 sqrt(degrees) deviations; the series for the exponent loses
    // two more (at 20 deviations 5e-12 of the tail for 2e5 degrees, 6e-9 for 2e9).
    const double deviations = std::fabs(x - degrees) / std::sqrt(2 * degrees);
    const double held = 3.5e-15 * std::sqrt(degrees) * (1 + deviations);
    CHECK(chi_square_sf(degrees, x) == near{upper, 1e-14 + 2 * held, 0});
    if (upper > 0.1) CHECK(chi_square_cdf(degrees, x) == near{1 - upper, 1e-6, 0});
    CHECK(chi_square_cdf(degrees, x) == near{1 - upper, 1e-12, 1e-12});
  }
}

TEST_CASE("Temme's series hand over to their closed forms without a step, at eta = 0.02") {
  for (const double degrees : {2e5, 1e6}) {
    for (const double eta : {0.02, -0.02}) {
      const double mu = eta + eta * eta / 3 + eta * eta * eta / 36;  // to 1e-9 of eta
      const auto sf = [&](double off) {
        return std::log(chi_square_sf(degrees, degrees * (1 + mu * (1 + off))));
      };
      const double step = 1e-6;
      CAPTURE(degrees, eta);
      // A step would stand out of the third difference, which is far below the first.
      const double third =
          sf(1.5 * step) - 3 * sf(0.5 * step) + 3 * sf(-0.5 * step) - sf(-1.5 * step);
      CHECK(std::fabs(third) < 1e-11);
    }
  }
}

TEST_CASE("logarithms of chi-square tails go on where the tails underflow") {
  // mpmath at 40 digits; and exp(-x/2) at 2 degrees, exp(-x/2) (1 + x/2) at 4.
  CHECK(log_chi_square_sf(199998, 249997.5) == near{-2690.90731477830785, 1e-13});
  CHECK(log_chi_square_sf(200002, 250002.5) == near{-2690.96103767166644, 1e-13});
  CHECK(log_chi_square_cdf(199998, 159998.40000000002) == near{-2319.39814694834562, 1e-13});
  CHECK(log_chi_square_cdf(200002, 160001.6) == near{-2319.44444404696395, 1e-13});
  CHECK(log_chi_square_sf(128, 5120) == near{-2266.57536938714811, 1e-14});
  CHECK(log_chi_square_cdf(80, 8e-8) == near{-791.696095067080779, 1e-13});
  CHECK(log_chi_square_sf(2, 1e6) == near{-5e5, 1e-14});
  CHECK(log_chi_square_sf(4, 5e3) == near{-2500 + std::log(2501.0), 1e-14});
  CHECK(log_chi_square_sf(3, 2) == near{std::log(chi_square_sf(3, 2)), 1e-15});
  CHECK(log_chi_square_cdf(3, 0) == -INFINITY);
  CHECK(log_chi_square_sf(3, INFINITY) == -INFINITY);
  CHECK(log_chi_square_cdf(0, 1) == 0);
}

TEST_CASE("chi-square tails end at the edges of the support") {
  for (const double degrees : {0.0, 3.0, 1e9}) {
    CHECK(chi_square_sf(degrees, -1) == 1);
    CHECK(chi_square_cdf(degrees, -1) == 0);
    CHECK(chi_square_sf(degrees, INFINITY) == 0);
    CHECK(chi_square_cdf(degrees, INFINITY) == 1);
  }
  CHECK(chi_square_sf(1e9, 0) == 1);
  CHECK(chi_square_sf(0, 0) == 0);
}
