#include "theory/privacy/release_questions.hpp"

#include <chrono>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/privacy/loss_tail.hpp"

using namespace loranoise::theory;

TEST_CASE("release: epsilon of delta, advantage and power agree with the table") {
  const auto rows = read_reference("epsilon.csv");
  CHECK(rows.size() == 21);
  for (auto row : rows) {
    const row_release release = {row["rank"], row["width"], row["cosine"], row["norm_ratio"]};
    CAPTURE(release.rank, release.width, release.cosine, release.norm_ratio, row["delta"]);
    CHECK(privacy_epsilon(release, row["delta"]) == near{row["epsilon"], 1e-10});
    CHECK(membership_advantage(release) == near{row["advantage"], 1e-12});
    CHECK(membership_power(release, 0.01) == near{row["tpr_at_fpr_0.01"], 1e-12});
    CHECK(membership_power(release, 0.001) == near{row["tpr_at_fpr_0.001"], 1e-12});
  }
}

TEST_CASE("release: epsilon of delta takes less than 20 ms") {
  using clock = std::chrono::steady_clock;
  double fastest = 1e9;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto start = clock::now();
    CHECK(privacy_epsilon({16, 64, 0.99}, 1e-4) > 4);
    fastest = std::fmin(fastest, std::chrono::duration<double>(clock::now() - start).count());
  }
  CAPTURE(fastest);
#ifdef NDEBUG
  CHECK(fastest < 0.02);
#endif
}

TEST_CASE("release: power is the complement of the trade-off curve, and starts at the floor") {
  for (const double ratio : {0.9, 1.0, 1.2}) {
    const row_release release = {8, 32, 0.97, ratio};
    for (const double rate : {1e-12, 1e-3, 0.2, 0.9}) {
      CHECK(membership_power(release, rate) == near{1 - trade_off(release, rate), 1e-9, 1e-12});
      CHECK(membership_power(release, rate) >= privacy_floor(8, 0.97));
    }
    CHECK(membership_power(release, 1 - 0.5 * privacy_floor(8, 0.97)) == 1);
  }
  CHECK(membership_power({8, 32, 1, 1}, 0.2) == 0.2);
  CHECK(gaussian_membership_power(0, 0.2) == near{0.2});
  for (const double small : {1e-300, 1e-20, 1e-17}) {  // nothing is taken from one
    CHECK(gaussian_membership_power(0, small) == Approx(small).epsilon(1e-12));
  }
  CHECK_THROWS_AS(membership_power({8, 32, 0.97}, 0), std::domain_error);
  CHECK_THROWS_AS(gaussian_membership_power(1, 1), std::domain_error);
}

TEST_CASE("release: the loss has a tail of 1/l, for rows of any norms") {
  for (const double ratio : {1.0, 1.3}) {
    const row_release release = {4, 16, 0.9, ratio};
    const auto scaled = [&](double l) {
      return l * (privacy_profile(release, l) - privacy_floor(4, 0.9)) /
             loss_tail_coefficient(release);
    };
    CHECK(scaled(1e5) == near{1, 2e-3});
    CHECK(std::abs(scaled(1e5) - 1) < std::abs(scaled(1e2) - 1));
    CHECK(scaled(1e5) != near{scaled(1e2), 1e-3});  // a tail of another power would be far off
  }
  CHECK(loss_tail_coefficient({4, 16, 1, 1.3}) == 0);
}

TEST_CASE("release: no Renyi divergence above order 1 is finite unless the rows are parallel") {
  CHECK(std::isinf(renyi_divergence({16, 64, 0.9999}, 1.001)));
  // Parallel rows: H ~ chi^2_K against (H tau): numbers by direct summation.
  const row_release release = {4, 6, 1, 1.2};
  const double order = 2;
  const double degrees = 9;
  double sum = 0;
  const double step = 1e-3;
  for (double h = 0.5 * step; h < 400; h += step) {
    const double log_density = (0.5 * degrees - 1) * std::log(h) - 0.5 * h;
    const double loss = -0.5 * degrees * std::log(1.2) + 0.5 * h * 0.2;
    sum += step * std::exp(log_density + (order - 1) * loss);
  }
  const double norm = std::tgamma(0.5 * degrees) * std::pow(2, 0.5 * degrees);
  CHECK(renyi_divergence(release, order) == near{std::log(sum / norm), 1e-6});
  CHECK(std::isinf(renyi_divergence(release, 6.1)));
  CHECK_THROWS_AS(renyi_divergence(release, 1), std::domain_error);
}
