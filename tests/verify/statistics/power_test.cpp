#include "verify/statistics/power.hpp"

#include <cmath>
#include <limits>

#include "tests/catch.hpp"

using namespace loranoise::verify;

TEST_CASE("trials for a mean follow from Student's and the normal quantile") {
  // At 1e-6/8192, two-sided, Student's quantile with 127 degrees is 7.0149, the normal one at 1e-5
  // two-sided 4.4172: (t + z sqrt(1 + t^2/254))^2 = 140.21 for variance 1 and margin 1.
  CHECK(trials_for_mean(1, 1) == 141);
  CHECK(static_cast<double>(trials_for_mean(1, 0.01)) == Approx(1402104.2).epsilon(1e-6));
}

TEST_CASE("four times the variance or half the margin take four times the trials") {
  const auto once = static_cast<double>(trials_for_mean(1, 0.01));
  CHECK(static_cast<double>(trials_for_mean(4, 0.01)) == Approx(4 * once).epsilon(1e-5));
  CHECK(static_cast<double>(trials_for_mean(1, 0.005)) == Approx(4 * once).epsilon(1e-5));
}

TEST_CASE("the margin that planned trials reach is the wanted one") {
  for (const double margin : {0.3, 0.02, 0.001}) {
    CAPTURE(margin);
    CHECK(margin_for_mean(2.5, trials_for_mean(2.5, margin)) <= margin);
    CHECK(margin_for_mean(2.5, trials_for_mean(2.5, margin)) == Approx(margin).epsilon(0.01));
    CHECK(margin_for_supremum(trials_for_supremum(margin)) == Approx(margin).epsilon(0.01));
  }
  CHECK(margin_for_mean(0, 100) == 0);
}

TEST_CASE("the most extreme of many means takes more trials than one") {
  CHECK(trials_for_worst_mean(1, 0.01, 1) == trials_for_mean(1, 0.01));
  CHECK(trials_for_worst_mean(1, 0.01, 1e6) > trials_for_worst_mean(1, 0.01, 100));
  CHECK(trials_for_worst_mean(1, 0.01, 100) > trials_for_mean(1, 0.01));
}

TEST_CASE("skewness 2 is 0.0125 in a mean of 25600") {
  CHECK(trials_for_skewness(2) == 25600);
  CHECK(trials_for_skewness(0) == 1);
  CHECK(trials_for_skewness(1, 0.1) == 100);
}

TEST_CASE("trials for a supremum are Dvoretzky, Kiefer and Wolfowitz's") {
  // ((sqrt(log(2 8192e6)) + sqrt(log(2e5)))/sqrt 2 / 0.01)^2
  CHECK(static_cast<double>(trials_for_supremum(0.01)) == Approx(348063).epsilon(1e-4));
}

TEST_CASE("a plan without a margin or a variance is refused") {
  CHECK_THROWS_AS(trials_for_mean(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(trials_for_mean(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(trials_for_mean(std::numeric_limits<double>::quiet_NaN(), 1),
                  std::invalid_argument);
}
