// Both sides of every threshold in the code of the coordinate law, in rank, in argument and in
// probability, against 50-digit arithmetic by other formulas or against a closed form.
#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/oracle.hpp"
#include "theory/coordinate/finite_rank.hpp"
#include "theory/coordinate/law.hpp"
#include "theory/coordinate/log_bessel_k.hpp"
#include "theory/distance/distance.hpp"

namespace theory = loranoise::theory;
namespace test = loranoise::test;
using law_type = theory::coordinate_law<double>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Both tails at q to 1e-11 of the mixture over chi-squares.
void check_tails(double rank, double rho, double q) {
  const auto law = law_type::standardised(rank, rho);
  const test::wide wide_rho = rho;
  const test::wide t = rank * wide_rho + q * sqrt(rank * (1 + wide_rho * wide_rho));
  CAPTURE(rank, rho, q);
  const test::wide lower = test::naive_tail(rank, rho, t, false);
  const test::wide upper = test::naive_tail(rank, rho, t, true);
  CHECK(std::fabs(static_cast<double>(cdf(law, q) / lower - 1)) < 1e-11);
  CHECK(std::fabs(static_cast<double>(sf(law, q) / upper - 1)) < 1e-11);
}

// The place in Q whose t is this.
double q_of(const law_type& law, double t) {
  return law.kernel().from_raw(t).q;
}

}  // namespace

TEST_CASE("the finite sum hands over to the contour at a tail of 0.9, and no digit is lost there",
          "[slow]") {
  for (const double rank : {2.0, 8.0, 62.0}) {
    for (const double rho : {0.3, 0.9, -0.9}) {
      const auto law = law_type::standardised(rank, rho);
      const double hand_over = -std::expm1(-0.1);  // the rest of a tail whose logarithm is -0.1
      for (const double rest : {0.3, hand_over * (1 + 1e-6), hand_over * (1 - 1e-6), 1e-3, 1e-9}) {
        check_tails(rank, rho, quantile(law, rest));
        check_tails(rank, rho, quantile(complement(law, rest)));
      }
    }
  }
  check_tails(62, 0.9, -3.5);
  check_tails(62, 0.9, -4.5);
}

TEST_CASE("tails agree on both sides of the ranks at which methods change") {
  for (const double rank : {62.0, 63.0, 64.0}) {
    for (const double rho : {0.6}) {
      // 1: the saddle leaves the neighbourhood of the pole.
      for (const double q : {-6.0, -1.02, -0.98, 0.0, 0.98, 1.02, 6.0}) check_tails(rank, rho, q);
    }
  }
}

TEST_CASE("the density does not step where one evaluation hands over to the next") {
  struct seam {
    double rank;
    double rho;
    double t;
  };
  // The least t and the largest Bessel argument of the recurrence, its largest t, and the series of
  // sinh u - u.
  for (const auto [rank, rho, t] :
       {seam{1, 0.2, 1e-280}, seam{3, 0, 1e-280}, seam{3, 0.5, 600 * 0.75}, seam{61, 0, 600},
        seam{2, 0.4, 1e8}, seam{62, -0.4, 1e8}}) {
    const law_type law(rank, rho);
    for (const double side : {t, -t}) {
      const double below = logpdf(law, side * (1 - 1e-12));
      const double above = logpdf(law, side * (1 + 1e-12));
      CAPTURE(rank, rho, side, below, above);
      CHECK(std::fabs(above - below) < 1e-11 * std::fmax(1, std::fabs(above)));
      CHECK(theory::detail::recurrence_applies(law.kernel(),
                                               law.kernel().from_raw(side * (1 - 1e-12))) !=
            theory::detail::recurrence_applies(law.kernel(),
                                               law.kernel().from_raw(side * (1 + 1e-12))));
    }
  }
}

TEST_CASE("every probability within 50 deviations is a number, and the cdf never falls") {
  for (const double rank : {1.0, 2.0, 3.0, 16.0, 61.0, 63.0, 128.0, 300.0, 512.0, 999.0, 1001.0,
                            4096.0, 1e4, 1e6, 1e9}) {
    for (const double rho : {0.0, 1e-9, 0.01, 0.5, 0.75, 0.9, 0.999999, 1.0, -0.3, -1.0}) {
      const auto law = law_type::standardised(rank, rho);
      double before = 0;
      for (int j = -200; j <= 200; ++j) {
        const double q = 0.25 * j;
        const double lower = cdf(law, q);
        CAPTURE(rank, rho, q);
        REQUIRE((lower >= 0 && lower <= 1));
        REQUIRE((sf(law, q) >= 0 && sf(law, q) <= 1));
        REQUIRE(logcdf(law, q) <= 0);
        REQUIRE(logsf(law, q) <= 0);
        REQUIRE(lower >= before * (1 - 1e-11));
        before = lower;
      }
    }
  }
}

TEST_CASE("far tails that were lost to the contour's pole have their 50-digit value") {
  check_tails(512, 0.01, 43.5);
  check_tails(512, 0, -41);
  check_tails(300, 0.75, -16);
  const auto chi = law_type::standardised(10000, 1);
  CHECK(std::isfinite(logcdf(chi, -43.75)));
  CHECK(logcdf(law_type::standardised(4096, 0.9), -28.5) < -400);
}

TEST_CASE("the cdf crosses the pole of rank 1 and the mean of rank 1e9 without a step") {
  for (const double rho : {0.0, 1e-9, 0.1, 0.5, -0.5, 0.99}) {
    const auto law = law_type::standardised(1, rho);
    const double wrong_sign = boost::math::ibeta(0.5, 0.5, (1 - rho) / 2);  // P(T <= 0)
    for (const double direction : {-infinity, infinity}) {
      double q = q_of(law, 0);
      for (int step = 0; step < 40; ++step) {
        CAPTURE(rho, step, q);
        CHECK(std::fabs(cdf(law, q) - wrong_sign) < 1e-12);
        CHECK(std::fabs(sf(law, q) - (1 - wrong_sign)) < 1e-12);
        q = std::nextafter(q, direction);
      }
    }
  }
  for (const double rho : {0.0, 1e-5, 0.5, -0.9, 1.0}) {
    const auto law = law_type::standardised(1e9, rho);
    double before = 0;
    for (int j = -60; j <= 60; ++j) {
      const double q = j == 0 ? 0 : std::copysign(std::pow(10, std::abs(j) / 4.0 - 16), j);
      CAPTURE(rho, q);
      CHECK(cdf(law, q) >= before - 1e-12);
      before = cdf(law, q);
    }
  }
  CHECK(cdf(law_type::standardised(1e9, 0), 0) == Approx(0.5).epsilon(1e-13));
}

TEST_CASE("arguments and cosines near the least double end every loop") {
  // K_0(x) = -log(x/2) - gamma as x goes to 0.
  const double gamma = boost::math::constants::euler<double>();
  for (const double x : {1e-300, 1e-306, 1e-308, 1e-310, 5e-324}) {
    const double expected = std::log(std::log(2.0) - std::log(x) - gamma);
    CAPTURE(x);
    CHECK(theory::log_bessel_k(0.0, x) == Approx(expected).epsilon(1e-13));
    CHECK(std::isfinite(logpdf(law_type(1, 0), x)));
    CHECK(std::isfinite(logpdf(law_type(1, 0), -x)));
  }
  for (const double rank : {1.0, 4.0, 63.0}) {
    for (const double rho : {5e-324, 1e-310, 1e-308, -1e-308, 1e-40}) {
      CAPTURE(rank, rho);
      CHECK(theory::total_variation(rank, rho) ==
            Approx(theory::total_variation(rank, 0)).epsilon(1e-9));
      CHECK(theory::kl_normal_to_noise(rank, rho) ==
            Approx(theory::kl_normal_to_noise(rank, 0)).epsilon(1e-8));
    }
  }
}
