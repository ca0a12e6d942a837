#include "theory/distance/bounds.hpp"

#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "theory/distance/distance.hpp"
#include "theory/distance/expansion.hpp"

namespace theory = loranoise::theory;

TEST_CASE("every bound holds on the whole family") {
  for (const double rank : {1.0, 2.0, 3.0, 5.0, 16.0, 64.0, 1000.0, 100000.0, 1000000.0}) {
    for (const double rho : {0.0, 0.001, 0.1, 0.5, 0.9, 0.999999, 1.0}) {
      CAPTURE(rank, rho);
      const double tv = theory::total_variation(rank, rho);
      const double k = theory::kolmogorov(rank, rho);
      CHECK(k <= tv);
      CHECK(tv <= theory::fourth_moment_tv(rank, rho));
      CHECK(k <= theory::fourth_moment_kolmogorov(rank, rho));
      CHECK(k <= theory::berry_esseen_kolmogorov(rank, rho));
      CHECK(k <= theory::berry_esseen_kolmogorov_refined(rank, rho));
      CHECK(tv <= theory::two_term_tv(rank, rho));
      CHECK(std::pow(theory::hellinger(rank, rho), 2) <= tv);
      CHECK(tv <= std::sqrt(2.0) * theory::hellinger(rank, rho));
      CHECK(2 * tv * tv <= theory::kl_noise_to_normal(rank, rho));
    }
  }
}

TEST_CASE("beta_3 is 8/pi for independent factors and even in rho") {
  CHECK(theory::beta_3(0) == Approx(8 / std::acos(-1.0)).epsilon(1e-12));
  CHECK(theory::beta_3(0.4) == theory::beta_3(-0.4));
}

TEST_CASE("bounds are their closed values at independent factors and at a chi-square") {
  // beta_3(1) = E|x^2 - 1|^3/sqrt(8); excess kurtosis 6/r at rho = 0 and 12/r at 1, skewness
  // sqrt(8/r) at 1.
  const double b0 = 8 / std::acos(-1.0);
  const double b1 = 3.07293153381331926;
  CHECK(theory::beta_3(1) == Approx(b1).epsilon(1e-12));
  for (const double rank : {1.0, 4.0, 100.0}) {
    const double root = std::sqrt(rank);
    CAPTURE(rank);
    CHECK(theory::fourth_moment_tv(rank, 0) == Approx(2 / root).epsilon(1e-12));
    CHECK(theory::fourth_moment_tv(rank, 1) == Approx(2 * std::sqrt(2.0) / root).epsilon(1e-12));
    CHECK(theory::fourth_moment_kolmogorov(rank, 0) == Approx(1 / root).epsilon(1e-12));
    CHECK(theory::fourth_moment_kolmogorov(rank, 1) ==
          Approx(std::sqrt(2.0) / root).epsilon(1e-12));
    for (const auto& [rho, b] : {std::pair{0.0, b0}, {1.0, b1}}) {
      CHECK(theory::berry_esseen_kolmogorov(rank, rho) == Approx(0.4748 * b / root).epsilon(1e-11));
      CHECK(theory::berry_esseen_kolmogorov_refined(rank, rho) ==
            Approx(0.33554 * (b + 0.415) / root).epsilon(1e-11));
    }
    CHECK(theory::two_term_tv(rank, 0) == Approx(0.350076 / rank).epsilon(1e-12));
    CHECK(theory::two_term_tv(rank, 1) ==
          Approx(0.350076 / rank + 0.125835 * std::sqrt(8 / rank)).epsilon(1e-12));
  }
}

TEST_CASE("rank times TV rises to its limit at rho = 0") {
  double before = 0;
  for (int whole = 1; whole <= 1048576; whole *= 2) {
    const double rank = whole;
    const double scaled = rank * theory::total_variation(rank, 0);
    CHECK(scaled > before);
    CHECK(scaled < theory::he4_constant);
    before = scaled;
  }
}

TEST_CASE("the asymptotic constants are their closed forms") {
  const auto phi = [](double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0)); };
  const auto he_3 = [](double x) { return x * (x * x - 3); };
  const double a = std::sqrt(3 - std::sqrt(6.0));
  const double b = std::sqrt(3 + std::sqrt(6.0));
  CHECK(theory::he4_constant == Approx((phi(b) * he_3(b) - phi(a) * he_3(a)) / 2).epsilon(1e-14));
  CHECK(theory::he3_constant == Approx((phi(0) + 4 * phi(std::sqrt(3.0))) / 6).epsilon(1e-14));
}

TEST_CASE("the two-term expansions are off by one order more") {
  for (const double rank : {100.0, 1000.0, 10000.0}) {
    CAPTURE(rank);
    const double symmetric = theory::total_variation(rank, 0);
    CHECK(std::fabs(theory::total_variation_expansion(rank) - symmetric) < 1.5 / std::pow(rank, 3));
    const double skewed = theory::total_variation(rank, 0.7);
    CHECK(std::fabs(theory::total_variation_expansion(rank, 0.7) - skewed) <
          1.5 / std::pow(rank, 2.5));
  }
}

TEST_CASE("the crossings are four at rho = 0, and are roots") {
  for (const double rank : {1.0, 2.0, 10.0, 63.0, 64.0, 10000.0}) {
    CAPTURE(rank);
    CHECK(theory::density_crossings(theory::coordinate_law<double>(rank, 0)).size() == 4);
    const auto skewed = theory::density_crossings(theory::coordinate_law<double>(rank, 0.5));
    CHECK((skewed.size() == 3 || skewed.size() == 4));
  }
}

TEST_CASE("the smallest Berry-Esseen constant in TV is that of rank 1 at rho = 1") {
  const auto best = theory::smallest_berry_esseen_tv_constant();
  CHECK(best.constant == Approx(0.1477860954149).epsilon(1e-9));
  CHECK(best.rank == 1);
  CHECK(best.rho == 1);
}
