// Parameters, errors, quantiles, arrays, other real types and the seams between methods.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/oracle.hpp"
#include "theory/coordinate/law_any_real.hpp"

namespace theory = loranoise::theory;
using law_type = theory::coordinate_law<double>;
using loranoise::test::wide;

TEST_CASE("quantiles come back to where they started") {
  for (const double rank : {1.0, 2.0, 3.0, 8.0, 31.0, 64.0, 1000.0, 1000000.0}) {
    for (const double rho : {0.0, -0.3, 0.9, 1 - 1e-12, 1.0}) {
      const auto law = law_type::standardised(rank, rho);
      for (const double q : {-9.0, -3.0, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 6.0, 20.0}) {
        const double p = cdf(law, q);
        const double c = sf(law, q);
        const double density = pdf(law, q);
        CAPTURE(rank, rho, q, p, c);
        // A probability holds 16 digits: where the tail is steep they are too few to bring q back.
        const double lost_p = 1e-15 * p / density;
        const double lost_c = 1e-15 * c / density;
        if (p > 1e-290 && p < 0.9) CHECK(std::fabs(quantile(law, p) - q) < 1e-12 + 100 * lost_p);
        if (c > 1e-290 && c < 0.9) {
          CHECK(std::fabs(quantile(complement(law, c)) - q) < 1e-12 + 100 * lost_c);
        }
      }
    }
  }
}

TEST_CASE("quantiles at the ends are those of the support") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(quantile(law_type(3, 0.2), 0) == -infinity);
  CHECK(quantile(law_type(3, 0.2), 1) == infinity);
  CHECK(quantile(law_type(3, 1), 0) == 0);
  CHECK(quantile(law_type(3, -1), 1) == 0);
}

TEST_CASE("range is the whole axis, support a half-line from T = 0 where |rho| is 1") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double rho : {-1.0, -0.3, 0.0, 1 - 1e-12, 1.0}) {
    const law_type law(5, rho);
    CHECK(range(law) == std::pair(-infinity, infinity));
    CHECK(support(law) == std::pair(rho == 1 ? 0 : -infinity, rho == -1 ? 0 : infinity));
  }
  const auto unit = support(law_type::standardised(5, 1));
  CHECK(unit.first == Approx(-std::sqrt(2.5)).epsilon(1e-15));
  CHECK(pdf(law_type::standardised(5, 1), unit.first - 1e-12) == 0);
  CHECK(support(law_type::noise(5, -1, 2)).second == Approx(2).epsilon(1e-15));
}

TEST_CASE(
    "the mode is 0 for ranks 1 and 2, rank - 2 at rho = 1, odd in rho and moved by a scaling") {
  CHECK(mode(law_type(1, 0.7)) == 0);
  CHECK(mode(law_type(2, -0.7)) == 0);
  CHECK(mode(law_type(9, 0)) == 0);
  CHECK(mode(law_type(9, 1)) == Approx(7).epsilon(1e-14));
  CHECK(mode(law_type(9, -1)) == Approx(-7).epsilon(1e-14));
  CHECK(mode(law_type(9, 1 - 1e-12)) == Approx(7).epsilon(1e-9));
  CHECK(mode(law_type(9, 0.4)) == -mode(law_type(9, -0.4)));
  const law_type raw(9, 0.4);
  CHECK(mode(law_type::standardised(9, 0.4)) ==
        Approx((mode(raw) - mean(raw)) / standard_deviation(raw)).epsilon(1e-13));
}

TEST_CASE("the 50-digit density is greatest at the mode, to 1e-9 of the standard deviation") {
  for (const double rank : {3.0, 4.0, 9.0, 64.0, 66.0, 5000.0, 1000000.0}) {
    for (const double rho : {1e-9, 0.3, -0.9, 1 - 1e-6, 1e-12 - 1}) {
      const auto law = theory::coordinate_law<wide>::standardised(wide(rank), wide(rho));
      const wide peak = mode(law_type::standardised(rank, rho));
      const wide step = 1e-9;
      const wide here = logpdf(law, peak);
      CAPTURE(rank, rho, static_cast<double>(peak));
      CHECK(here > logpdf(law, wide(peak + step)));
      CHECK(here > logpdf(law, wide(peak - step)));
    }
  }
}

TEST_CASE("bad parameters are refused by name") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(law_type(0, 0.5), std::domain_error);
  CHECK_THROWS_AS(law_type(2.5, 0.5), std::domain_error);
  CHECK_THROWS_AS(law_type(nan, 0.5), std::domain_error);
  CHECK_THROWS_AS(law_type(2, 1.0000001), std::domain_error);
  CHECK_THROWS_AS(law_type(2, nan), std::domain_error);
  CHECK_THROWS_AS(law_type::noise(2, 0, -1), std::domain_error);
  CHECK_THROWS_AS(quantile(law_type(2, 0), 1.5), std::domain_error);
  CHECK_THROWS_AS(pdf(law_type(2, 0), nan), std::domain_error);
  CHECK_THROWS_WITH(law_type(2.5, 0), Catch::Matchers::Matches(".*rank must be.*"));
  CHECK_THROWS_WITH(law_type(2, 2), Catch::Matchers::Matches(".*rho must.*"));
}

TEST_CASE("far beyond all contours the tails fall at the rate of the density") {
  for (const double rank : {1.0, 2.0, 4.0, 5.0, 65.0, 1000.0}) {
    for (const double rho : {0.0, 0.3, -0.9, 1.0}) {
      const auto law = law_type::standardised(rank, rho);
      for (const double q : {1e16, 1e20, 1e60, 1e150, 1e200, 1e300}) {
        CAPTURE(rank, rho, q);
        const double rate = standard_deviation(law_type(rank, rho)) / (1 + rho);
        CHECK(logsf(law, q) == Approx(-q * rate).epsilon(1e-13));
        CHECK(cdf(law, q) == 1);
        if (rho == 1) continue;  // no lower tail
        const double lower_rate = standard_deviation(law_type(rank, rho)) / (1 - rho);
        CHECK(logcdf(law, -q) == Approx(-q * lower_rate).epsilon(1e-13));
      }
    }
  }
  CHECK_THROWS_AS(law_type(2e12, 0.5), std::domain_error);
}

TEST_CASE("the contour hands over to the density far out, and nothing jumps") {
  for (const double rank : {1.0, 2.0, 3.0, 9.0, 65.0, 1000.0}) {
    for (const double rho : {0.0, 0.3, -0.9, 0.999, 1.0}) {
      CAPTURE(rank, rho);
      const law_type law(rank, rho);
      const double handover = rank / std::cbrt(std::numeric_limits<double>::epsilon());
      const double low = handover * (1 - 1e-3);
      const double high = handover * (1 + 1e-3);
      // The density is t^(rank/2 - 1) exp(-t/(1 + rho)) there. A jump by a thousandth would show,
      // and where the contour rounds most, at high ranks against the correlation, one by 1/30.
      const double fall = (high - low) / (1 + rho) - (rank / 2 - 1) * std::log(high / low);
      const double rounding = 2e-11 * std::abs(logsf(law, low));
      CHECK(std::abs(logsf(law, low) - logsf(law, high) - fall) < 1e-3 + rounding);
    }
  }
}

TEST_CASE("a policy can turn errors into NaN") {
  namespace policies = boost::math::policies;
  using quiet = policies::policy<policies::domain_error<policies::ignore_error>>;
  const theory::coordinate_law<double, quiet> law(0.5, 0);
  CHECK(std::isnan(pdf(law, 1.0)));
}

TEST_CASE("the three scalings are one law") {
  const law_type raw(6, 0.3);
  const auto unit = law_type::standardised(6, 0.3);
  const auto noise = law_type::noise(6, 0.3, 5);
  for (const double q : {-2.0, 0.1, 3.0}) {
    const double t = mean(raw) + q * standard_deviation(raw);
    CHECK(cdf(raw, t) == Approx(cdf(unit, q)).epsilon(1e-14));
    CHECK(pdf(raw, t) * standard_deviation(raw) == Approx(pdf(unit, q)).epsilon(1e-14));
    CHECK(cdf(noise, 5.0 / 6 * (t - 6 * 0.3)) == Approx(cdf(unit, q)).epsilon(1e-13));
  }
}

TEST_CASE("arrays hold the very numbers of the scalar functions") {
  const auto law = law_type::standardised(8, 0.2);
  const std::vector<double> x{-3, -0.1, 0, 0.7, 12};
  std::vector<double> out(x.size());
  logpdf(law, x, out);
  for (std::size_t j = 0; j < x.size(); ++j) CHECK(out[j] == logpdf(law, x[j]));
  cdf(law, x, out);
  for (std::size_t j = 0; j < x.size(); ++j) CHECK(out[j] == cdf(law, x[j]));
  CHECK_THROWS_AS(sf(law, x, std::span<double>(out).first(2)), std::invalid_argument);
}

TEST_CASE("float agrees with double to float's precision") {
  const auto law = theory::coordinate_law<float>::standardised(17, 0.25F);
  const auto wide_law = law_type::standardised(17, 0.25);
  for (const float q : {-6.0F, -1.0F, 0.5F, 8.0F}) {
    CHECK(logpdf(law, q) == static_cast<float>(logpdf(wide_law, q)));
    CHECK(sf(law, q) == static_cast<float>(sf(wide_law, q)));
  }
}

TEST_CASE("a 50-digit law agrees with double and with itself through quantile") {
  for (const double rho : {0.0, 0.7, 1.0}) {
    const auto law = theory::coordinate_law<wide>::standardised(wide(9), wide(rho));
    const auto narrow = law_type::standardised(9, rho);
    for (const double q : {-1.3, 0.4, 5.0}) {
      CAPTURE(rho, q);
      CHECK(static_cast<double>(logpdf(law, wide(q))) == Approx(logpdf(narrow, q)).epsilon(1e-14));
      CHECK(static_cast<double>(sf(law, wide(q))) == Approx(sf(narrow, q)).epsilon(1e-13));
    }
    const wide q = wide(rho) - wide(1) / 3;  // one round trip each: they are slow at 50 digits
    CHECK(static_cast<double>(abs(quantile(law, cdf(law, q)) - q)) < 1e-40);
  }
}

TEST_CASE("no seam between methods shows") {
  // On both sides of every switch: t = 0, q = 0, one standard deviation, y = -1/2 of the
  // chi-square, and the ranks where one evaluation hands over to the next are in the table and
  // sweep tests.
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double rank : {2.0, 3.0, 8.0, 9.0, 62.0, 63.0, 64.0, 1000000.0}) {
    for (const double rho : {0.0, 0.3, -0.9, 1.0}) {
      const auto law = law_type::standardised(rank, rho);
      const double edge = -rank * rho / std::sqrt(rank * (1 + rho * rho));
      for (const double q : {edge, edge / 2, 0.0, 1.0, -1.0, -0.353553390593}) {
        const double below = std::nextafter(q, -infinity);
        const double above = std::nextafter(q, infinity);
        CAPTURE(rank, rho, q);
        if (std::fabs(rho) < 1)
          CHECK(std::fabs(logpdf(law, above) - logpdf(law, below)) <
                1e-12 * std::fmax(1, std::fabs(logpdf(law, q))));
        CHECK(std::fabs(cdf(law, above) - cdf(law, below)) < 2e-13);
        CHECK(std::fabs(sf(law, above) - sf(law, below)) < 2e-13);
      }
    }
  }
}
