// What any answer must obey, whatever the release: probabilities within their range, in order, and
// a number for every epsilon.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/privacy/row_release.hpp"

using namespace loranoise::theory;

namespace {

const std::vector<double> epsilons{-1e100, -1e3, -10, -1,  0,   1e-9, 0.1, 1,   5,   20,
                                   100,    300,  500, 600, 709, 710,  800, 2e3, 1e6, 1e100};

}  // namespace

TEST_CASE(
    "delta lies between the floor and 1 and does not rise with epsilon, whatever the release") {
  std::mt19937_64 engine(20261126);
  std::uniform_real_distribution<double> unit;
  for (int trial = 0; trial < 150; ++trial) {
    const double rank = std::floor(std::pow(10, 9 * unit(engine) * unit(engine)));
    const double more = std::floor(std::pow(10, 9 * unit(engine) * unit(engine)));
    const double width = std::max(2.0, std::min(1e9, rank + more));
    const double cosine =
        unit(engine) < 0.3 ? 2 * unit(engine) - 1 : 1 - std::pow(10, -16 * unit(engine));
    const double exponent = (unit(engine) - 0.5) * std::pow(10, 1 - 3 * unit(engine));
    const double ratio = unit(engine) < 0.4 ? 1 : std::exp(exponent);
    const row_release release{std::min(rank, width), width, cosine, ratio};
    const double floor = privacy_floor(release.rank, cosine);
    double before = 1;
    for (const double epsilon : epsilons) {
      const double delta = privacy_profile(release, epsilon);
      CAPTURE(rank, width, cosine, ratio, epsilon, delta);
      REQUIRE((delta >= floor && delta <= 1));
      REQUIRE(delta <= before * (1 + 1e-10));
      before = delta;
      const double gaussian = gaussian_privacy_profile(gaussian_shift(release), epsilon);
      REQUIRE((gaussian >= 0 && gaussian <= 1));
    }
    CHECK(before == near{floor, 1e-9, 0});
  }
}

TEST_CASE("two rows almost alike but of other lengths have their delta at large epsilon") {
  // mpmath at 30 digits, in the logarithm of the angle from either end.
  const double cosine = std::nextafter(1.0, 0);
  CHECK(privacy_profile(1, 64, cosine, 2, 500) == near{5.28278869177719e-9, 1e-10, 0});
  CHECK(privacy_profile(1, 64, cosine, 2, 600) == near{5.19793326242666e-9, 1e-10, 0});
  CHECK(privacy_profile(1, 3, 1 - std::ldexp(1, -42), 1, 100) ==
        near{2.17662141932362e-7, 1e-10, 0});
  // Here the tail under u' underflows where e^epsilon times it does not.
  CHECK(privacy_profile(1, 106, 1 - std::ldexp(1, -37), 1, 2000) ==
        near{1.2435187757775e-6, 1e-10, 0});
  CHECK(privacy_profile(3, 5, -0.25, 2, 1e4) == near{0.657884760834467, 1e-12});
}

TEST_CASE("a release of rank and width 1e9 hides nothing and passes 1 by no rounding") {
  for (const double cosine : {0.5, 0.9, 0.999999}) {
    for (const double epsilon : {0.0, 1.0, 10.0}) {
      const double delta = privacy_profile(1e9, 1e9, cosine, 1, epsilon);
      CHECK(delta <= 1);
      CHECK(delta > 1 - 1e-10);
    }
  }
}

TEST_CASE("Gaussian mechanism: delta at an epsilon whose exponential overflows") {
  // 1 - delta by mpmath at 40 digits.
  CHECK(1 - gaussian_privacy_profile(44, 740) == near{1.2503419662186672e-7, 1e-8});
  CHECK(1 - gaussian_privacy_profile(60, 1500) == near{3.1367390867593403e-7, 1e-8});
  CHECK(gaussian_privacy_profile(444.75, 800) == 1);
  CHECK(gaussian_privacy_profile(1, 710) == 0);
  CHECK(log_gaussian_privacy_profile(1, 1e300) == -std::numeric_limits<double>::infinity());
  CHECK(std::isfinite(gaussian_shift({4, 16, 0.5, 1e-200})));
}
