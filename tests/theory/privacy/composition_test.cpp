#include "theory/privacy/composition.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/privacy/composition_bracket.hpp"
#include "theory/privacy/fisher_limit.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"

using namespace loranoise::theory;

TEST_CASE("composition: agrees with the table within its own error bound") {
  const auto rows = read_reference("composition.csv");
  CHECK(rows.size() == 13);
  for (auto row : rows) {
    const row_release release = {row["rank"], row["width"], row["cosine"]};
    const auto releases = static_cast<int>(row["T"]);
    const composed_release composed(release, releases);
    const auto [delta, error] = composed.privacy_profile(row["epsilon"]);
    CAPTURE(release.rank, release.width, releases, row["epsilon"], delta, error);
    CHECK(std::abs(delta - row["delta"]) <= error);
    CHECK(error < 1e-11);
    CHECK(delta == near{row["delta"], 1e-10});
    CHECK(composed.floor() == near{row["delta_floor"], 1e-11, 0});
    const double local = local_gaussian_shift(release, releases);
    CHECK(local == near{row["mu_local"], 1e-11});
    CHECK(gaussian_privacy_profile(local, row["epsilon"]) == near{row["delta_local"], 1e-11});
    CHECK(gaussian_privacy_profile(std::sqrt(releases) * gaussian_shift(release), row["epsilon"]) ==
          near{row["delta_gaussian"], 1e-10});
  }
}

TEST_CASE("composition: the bracket holds the exact value, as tightly as the table's") {
  for (auto row : read_reference("composition.csv")) {
    if (row["epsilon"] != 1) {
      continue;
    }
    const row_release release = {row["rank"], row["width"], row["cosine"]};
    const composition_bracket bounds(release, static_cast<int>(row["T"]));
    const auto [lower, upper] = bounds(row["epsilon"]);
    CAPTURE(release.rank, release.width, row["T"], lower, upper);
    CHECK(lower <= row["delta"]);
    CHECK(row["delta"] <= upper);
    CHECK(upper - lower < 2 * (row["upper"] - row["lower"]));
  }
}

TEST_CASE("composition: the bracket holds it for rows of different norms, and for a coarse grid") {
  const row_release release = {16, 64, 0.995, 1.03};
  const double exact = composed_release(release, 8).privacy_profile(1.5).value;
  for (const double cell : {0.0, 0.004, 0.02}) {
    const auto [lower, upper] = composition_bracket(release, 8, cell)(1.5);
    CAPTURE(cell, lower, exact, upper);
    CHECK(lower <= exact);
    CHECK(exact <= upper);
    CHECK(upper - lower < 0.1 * exact);
  }
}

TEST_CASE("composition: two releases are one release averaged over the loss of the other") {
  // delta_2(epsilon) = P(R <= 0) + E[delta_1(epsilon - L); R > 0]: a Stieltjes sum over the law of
  // L, with the midpoint rule's error on either side.
  for (const double ratio : {1.0, 1.1}) {
    const row_release release = {8, 32, 0.99, ratio};
    const double epsilon = 0.7;
    const double cell = 0.05;
    double lower = privacy_floor(8, 0.99);
    double upper = lower;
    test_errors before = likelihood_ratio_errors(release, -12);
    double delta_before = privacy_profile(release, epsilon + 12);
    upper += before.type_two * delta_before;
    for (int i = -239; i <= 800; ++i) {
      const double loss = cell * i;
      const test_errors here = likelihood_ratio_errors(release, loss);
      const double delta = privacy_profile(release, epsilon - loss);  // rises with the loss
      lower += (here.type_two - before.type_two) * delta_before;
      upper += (here.type_two - before.type_two) * delta;
      before = here;
      delta_before = delta;
    }
    upper += 1 - privacy_floor(8, 0.99) - before.type_two;
    const composed_release composed(release, 2);
    const auto [delta, error] = composed.privacy_profile(epsilon);
    CAPTURE(ratio, lower, delta, upper);
    CHECK(error < 1e-8);
    CHECK(lower <= delta);
    CHECK(delta <= upper);
    CHECK(0.5 * (lower + upper) == near{delta, 2e-3});
  }
}

TEST_CASE("composition: wrong answers are told apart") {
  const row_release release = {16, 64, 0.999};
  const double exact = composed_release(release, 16).privacy_profile(1).value;
  // T times one release, and the Gaussian mechanism of equal variance
  CHECK(std::abs(16 * privacy_profile(release, 1) - exact) > 0.1 * exact);
  CHECK(std::abs(gaussian_privacy_profile(4 * gaussian_shift(release), 1) - exact) > 0.1 * exact);
}

TEST_CASE("composition: duality, power and epsilon") {
  const row_release release = {16, 64, 0.995, 1.05};
  const row_release reversed = {16, 64, 0.995, 1 / 1.05};
  const composed_release there(release, 12);
  const composed_release back(reversed, 12);
  for (const double epsilon : {0.2, 1.0, 3.0}) {
    // delta_{u,u'}(-epsilon) = 1 - e^-epsilon + e^-epsilon delta_{u',u}(epsilon)
    CHECK(there.privacy_profile(-epsilon).value ==
          near{-std::expm1(-epsilon) + std::exp(-epsilon) * back.privacy_profile(epsilon).value,
               1e-11});
    // delta = power - e^epsilon (false alarms)
    CHECK(there.privacy_profile(epsilon).value ==
          near{there.power_at_threshold(epsilon).value -
                   std::exp(epsilon) * there.false_alarm_at_threshold(epsilon).value,
               1e-9, 1e-12});
    CHECK(there.privacy_epsilon(there.privacy_profile(epsilon).value) == near{epsilon, 1e-8});
    const double rate = there.false_alarm_at_threshold(epsilon).value;
    CHECK(there.power(rate) == near{there.power_at_threshold(epsilon).value, 1e-8});
  }
  CHECK(there.privacy_epsilon(0.999) == 0);
  CHECK(std::isinf(composed_release({4, 16, 0.9}, 5).privacy_epsilon(0.01)));
}

TEST_CASE("composition: many releases of rows that hardly differ are a Gaussian mechanism") {
  struct cell {
    double rank;
    double width;
    double delta;
  };
  CHECK(gaussian_privacy_profile(1, 1) == near{0.126937, 0, 1e-6});
  for (const auto& c : {cell{16, 64, 0.126936}, {16, 1024, 0.126923}, {4, 64, 0.126677}}) {
    const double phi = std::sqrt(1 / (1000 * fisher_information_of_direction(c.rank, c.width)));
    const row_release release = {c.rank, c.width, std::cos(phi)};
    CAPTURE(c.rank, c.width);
    CHECK(local_gaussian_shift(release, 1000) == near{1, 1e-9});
    CHECK(composed_release(release, 1000).privacy_profile(1).value == near{c.delta, 0, 1e-6});
  }
  // What the Gaussian of equal variance claims there
  const double claimed = gaussian_privacy_profile(1 / variance_understatement(16, 1024), 1);
  CHECK(claimed == near{0.0118, 0, 1e-4});
}

TEST_CASE("composition: the rank that reveals least") {
  CHECK(std::round(least_revealing_rank(4096)) == 47);
  for (const double width : {16.0, 768.0, 4096.0}) {
    const double rank = least_revealing_rank(width);
    CHECK(fisher_information_of_direction(rank, width) ==
          near{least_fisher_information(width), 1e-13});
    CHECK(fisher_information_of_direction(rank * 0.98, width) > least_fisher_information(width));
    CHECK(fisher_information_of_direction(rank * 1.02, width) > least_fisher_information(width));
  }
  CHECK(std::isinf(fisher_information_of_direction(2, 64)));
  CHECK(fisher_information_of_norm(16, 64) == 39.5);
}

TEST_CASE("composition: a hundred releases take less than 50 ms") {
  using clock = std::chrono::steady_clock;
  double fastest = 1e9;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto start = clock::now();
    CHECK(composed_release({16, 64, 0.999}, 100).privacy_profile(1).value > 0.4);
    fastest = std::min(fastest, std::chrono::duration<double>(clock::now() - start).count());
  }
  CAPTURE(fastest);
#ifdef NDEBUG
  CHECK(fastest < 0.05);
#endif
}

TEST_CASE("composition: arguments out of range are named") {
  CHECK_THROWS_AS(composed_release({16, 64, 1}, 4), std::domain_error);
  CHECK_THROWS_AS(composed_release({16, 64, 0.9}, 1), std::domain_error);
  CHECK_THROWS_AS(composed_release({16, 1, 0.9}, 4), std::domain_error);
  CHECK_THROWS_AS(composed_release({16, 64, 0.9, -1}, 4), std::domain_error);
  CHECK_THROWS_AS(composed_release({16, 64, 0.9}, 4).privacy_profile(13), std::domain_error);
  CHECK_THROWS_AS(composed_release({16, 64, 0.999}, 16).privacy_epsilon(1e-16), std::domain_error);
  CHECK_THROWS_AS(composition_bracket({16, 64, 1}, 4), std::domain_error);
  CHECK_THROWS_AS(local_gaussian_shift({16, 64, 0.9}, 0), std::domain_error);
}
