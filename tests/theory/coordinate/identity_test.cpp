// Identities that the coordinate law satisfies, over many decades of its parameters.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"

namespace theory = loranoise::theory;
using law_type = theory::coordinate_law<double>;

namespace {

const std::vector<double> ranks{1,  2,  3,  4,  7,    8,    31,     61,
                                62, 63, 64, 65, 1000, 4096, 100000, 1000000};
const std::vector<double> cosines{0, 1e-9, 0.01, 0.3, 0.7, 0.99, 1 - 1e-6, 1 - 1e-12, 1};
const std::vector<double> points{-40,  -20, -8, -5, -3, -1.5, -0.99, -0.5, -0.01, 0,
                                 0.02, 0.6, 1,  2,  4,  7,    12,    25,   40};

double relative(double a, double b) {
  return a == b ? 0 : std::fabs(a / b - 1);
}

}  // namespace

// One of the two tails is the complement of the other, so the sum of both at one place says
// nothing; the contour at the mirrored law computes the lower tail by itself.
TEST_CASE("the two tails, each computed by itself, add up to one") {
  for (const double rank : ranks) {
    for (const double rho : cosines) {
      const auto kernel = law_type::standardised(rank, rho).kernel();
      for (const double q : {-1.5, -0.99, -0.5, -0.01, 0.0, 0.02, 0.6, 1.0, 1.5}) {
        const auto x = kernel.at(q);
        const bool off_support = rho == 1 && x.t <= 0;
        if (off_support) continue;
        const double upper = std::exp(theory::detail::log_upper_tail(kernel, x));
        const double lower =
            std::exp(theory::detail::log_upper_tail(kernel.reflected(), {-x.q, -x.t}));
        CAPTURE(rank, rho, q);
        CHECK(std::fabs(upper + lower - 1) < 1e-11);
      }
    }
  }
}

TEST_CASE("the complement's cdf is the survival function") {
  const auto law = law_type::standardised(5, 0.3);
  CHECK(cdf(complement(law, 0.7)) == sf(law, 0.7));
  CHECK(cdf(complement(law, 0.7)) != cdf(law, 0.7));
}

TEST_CASE("reflecting rho reflects the law") {
  for (const double rank : ranks) {
    for (const double rho : cosines) {
      const auto law = law_type::standardised(rank, rho);
      const auto mirror = law_type::standardised(rank, -rho);
      for (const double q : points) {
        CAPTURE(rank, rho, q);
        CHECK(logpdf(law, q) == logpdf(mirror, -q));
        CHECK(relative(cdf(law, q), sf(mirror, -q)) < 1e-11);
      }
    }
  }
}

TEST_CASE("rank 2 is the asymmetric Laplace law") {
  for (const double rho : {0.0, 0.3, -0.8, 0.999999}) {
    const law_type law(2, rho);
    for (const double t : {1e-12, 0.3, 2.0, 30.0, 600.0}) {
      CAPTURE(rho, t);
      CHECK(relative(sf(law, t), (1 + rho) / 2 * std::exp(-t / (1 + rho))) < 1e-13);
      CHECK(std::fabs(logpdf(law, t) + std::log(2.0) + t / (1 + rho)) <
            1e-13 * (1 + t / (1 + rho)));
      if (t / (1 - rho) < 690) {
        CHECK(relative(cdf(law, -t), (1 - rho) / 2 * std::exp(-t / (1 - rho))) < 1e-12);
      }
    }
  }
}

TEST_CASE("logarithms of tails go on where the tails underflow") {
  const law_type law(2, 0.999);
  for (const double t : {-1.0, -9.31, -30.0}) {
    CAPTURE(t);
    CHECK(relative(logcdf(law, t), std::log((1 - 0.999) / 2) + t / (1 - 0.999)) < 1e-13);
  }
}

TEST_CASE("at |rho| = 1 the law is chi-square") {
  for (const double rank : {1.0, 2.0, 3.0, 9.0, 62.0, 200.0}) {
    const boost::math::chi_squared_distribution<double> chi(rank);
    const law_type law(rank, 1);
    for (const double t : {1e-9 * rank, 0.2 * rank, rank, 1.7 * rank, 4 * rank}) {
      CAPTURE(rank, t);
      CHECK(relative(pdf(law, t), pdf(chi, t)) < 1e-11);
      CHECK(relative(cdf(law, t), cdf(chi, t)) < 1e-11);
      CHECK(relative(sf(law, t), cdf(boost::math::complement(chi, t))) < 1e-11);
      CHECK(relative(cdf(law_type(rank, -1), -t), sf(law, t)) < 1e-11);
    }
    CHECK(cdf(law, -1e-9) == 0);
    CHECK(logpdf(law, -1e-9) == -std::numeric_limits<double>::infinity());
  }
}

TEST_CASE("the probability of the wrong sign is an incomplete beta function") {
  for (const double rank : {1.0, 2.0, 5.0, 16.0, 63.0, 300.0}) {
    for (const double rho : {0.0, 0.2, 0.9, 0.9999}) {
      const double expected = boost::math::ibeta(rank / 2, rank / 2, (1 - rho) / 2);
      CAPTURE(rank, rho);
      if (expected > 1e-300) CHECK(relative(cdf(law_type(rank, rho), 0), expected) < 1e-11);
    }
  }
}

TEST_CASE("the density is the derivative of the cdf") {
  constexpr double h = 1e-3;
  for (const double rank : {3.0, 8.0, 63.0, 1000.0, 1000000.0}) {
    for (const double rho : {0.0, 0.3, 0.99}) {
      const auto law = law_type::standardised(rank, rho);
      for (const double q : {-2.0, -0.7, 0.4, 1.1, 3.0}) {
        const double slope = (8 * (cdf(law, q + h) - cdf(law, q - h)) -
                              (cdf(law, q + 2 * h) - cdf(law, q - 2 * h))) /
                             (12 * h);
        CAPTURE(rank, rho, q);
        CHECK(std::fabs(slope - pdf(law, q)) < 1e-8);
      }
    }
  }
}

TEST_CASE("moments by quadrature of the density agree with the closed forms") {
  constexpr double h = 0.01;
  for (const double rank : {8.0, 62.0, 63.0, 1000.0, 1000000.0}) {
    for (const double rho : {0.0, 0.3, 0.9}) {
      const auto law = law_type::standardised(rank, rho);
      std::vector<double> moment(5);
      for (int j = 0; j < 10000; ++j) {
        const double q = -40 + j * h;
        double power = h * pdf(law, q);
        for (double& m : moment) {
          m += power;
          power *= q;
        }
      }
      CAPTURE(rank, rho);
      CHECK(std::fabs(moment[0] - 1) < 1e-9);
      CHECK(std::fabs(moment[1]) < 1e-9);
      CHECK(std::fabs(moment[2] - 1) < 1e-8);
      CHECK(std::fabs(moment[3] - skewness(law)) < 1e-7);
      CHECK(std::fabs(moment[4] - kurtosis(law)) < 1e-6);
    }
  }
}

TEST_CASE("cumulants match the named moments and the characteristic function's modulus") {
  const law_type law(7, 0.4);
  CHECK(cumulant(law, 1) == Approx(2.8).epsilon(1e-15));
  CHECK(cumulant(law, 2) == Approx(7 * 1.16).epsilon(1e-14));
  CHECK(cumulant(law, 3) / std::pow(variance(law), 1.5) == Approx(skewness(law)).epsilon(1e-14));
  CHECK(cumulant(law, 4) / std::pow(variance(law), 2) ==
        Approx(kurtosis_excess(law)).epsilon(1e-14));
  const std::complex<double> value = characteristic_function(law, 0.3);
  const std::complex<double> base = std::pow(1.0 - std::complex<double>(0, 0.4 * 0.3), 2) + 0.09;
  CHECK(std::abs(value - std::pow(base, -3.5)) < 1e-14);
  const auto noise = law_type::noise(7, 0.4, 3);
  CHECK(variance(noise) == Approx(9 * 1.16 / 7).epsilon(1e-14));
  CHECK(mean(noise) == 0);
  // N = (3/7)(T - 2.8): E exp(i t N) = exp(-2.8 i s) [(1 - 0.4 i s)^2 + s^2]^(-7/2), s = 3 t/7.
  const double s = 3 * 0.1 / 7;
  const std::complex<double> square = std::pow(1.0 - std::complex<double>(0, 0.4 * s), 2) + s * s;
  const std::complex<double> shift = std::polar(1.0, -2.8 * s);
  CHECK(std::abs(characteristic_function(noise, 0.1) - shift * std::pow(square, -3.5)) < 1e-14);
}

TEST_CASE("the density is greatest at the mode") {
  for (const double rank : {3.0, 4.0, 9.0, 100.0, 5000.0}) {
    for (const double rho : {0.0, 0.01, -0.5, 0.999, 1.0}) {
      const law_type law(rank, rho);
      const double peak = mode(law);
      const double step = 1e-3 * standard_deviation(law);
      CAPTURE(rank, rho, peak);
      CHECK(logpdf(law, peak) >= logpdf(law, peak + step));
      CHECK(logpdf(law, peak) >= logpdf(law, peak - step));
    }
  }
}

TEST_CASE("the cdf never falls and the survival function never rises") {
  for (const double rank : {1.0, 2.0, 3.0, 8.0, 63.0, 1000000.0}) {
    for (const double rho : {0.0, 0.6, 0.999999, 1.0}) {
      const auto law = law_type::standardised(rank, rho);
      for (int j = 0; j < 647; ++j) {
        const double q = -12 + j * 0.0371;
        CAPTURE(rank, rho, q);
        CHECK(cdf(law, q) <= cdf(law, q + 0.0371) * (1 + 1e-13));
        CHECK(sf(law, q) * (1 + 1e-13) >= sf(law, q + 0.0371));
      }
    }
  }
}
