#include "theory/dynamics/independent_steps.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/dynamics/higher_moments.hpp"
#include "theory/dynamics/second_moments.hpp"

using namespace loranoise::theory;

TEST_CASE("independent steps: agree with the table") {
  for (auto row : read_reference("dynamics.csv")) {
    const double rank = row["rank"];
    const double width = row["width"];
    const double step = row["eta_h"];
    const auto steps = static_cast<int>(row["T"]);
    CAPTURE(rank, width, step, steps);
    CHECK(independent_steps_mean(step, steps) == near{row["redrawn_mean"], 1e-13});
    CHECK(redrawn_second(rank, width, step, steps) == near{row["redrawn_second"], 1e-13});
    CHECK(redrawn_second(rank, width, step, steps) == near{row["matched_second"], 1e-13});
    CHECK(fixed_noise_second((width + 1) / rank, step, steps) == near{row["fixed_second"], 1e-13});
    const auto redrawn =
        moments_after(step_noise::redrawn_sketch, rank, width, step, row["rho"], steps);
    const auto matched =
        moments_after(step_noise::matched_gaussian, rank, width, step, row["rho"], steps);
    CHECK(redrawn.c2 == near{row["redrawn_c2"], 1e-14});
    CHECK(matched.c2 == near{row["redrawn_c2"], 1e-14});
    CHECK(redrawn.c3 == near{row["redrawn_c3"], 1e-14});
    CHECK(redrawn.c4 == near{row["redrawn_c4"], 1e-14});
    CHECK(redrawn.n4 == near{row["redrawn_n4"], 1e-14});
    CHECK(matched.c3 == near{row["matched_c3"], 1e-14});
    CHECK(matched.c4 == near{row["matched_c4"], 1e-14});
    CHECK(matched.n4 == near{row["matched_n4"], 1e-14});
  }
}

TEST_CASE("independent steps: thresholds are where the factor is 1 and where it is least") {
  for (const double rank : {1.0, 16.0, 64.0}) {
    for (const double width : {8.0, 64.0, 768.0}) {
      const double edge = redrawn_step_limit(rank, width);
      CAPTURE(rank, width);
      CHECK(redrawn_second(rank, width, edge, 1) == near{1, 1e-14});
      CHECK(redrawn_second(rank, width, edge / 2, 1) ==
            near{redrawn_best_factor(rank, width), 1e-14});
      CHECK(redrawn_second(rank, width, edge * 0.49, 1) > redrawn_best_factor(rank, width));
      CHECK(redrawn_second(rank, width, edge * 0.51, 1) > redrawn_best_factor(rank, width));
    }
  }
}

TEST_CASE(
    "independent steps: almost every run converges a little beyond the edge of the mean square") {
  CHECK(redrawn_almost_sure_limit(1, 8) == near{0.223, 0, 0.001});
  CHECK(redrawn_almost_sure_limit(16, 64) == near{0.399, 0, 0.001});
  CHECK(redrawn_step_limit(16, 64) == near{32.0 / 81});
  // Small steps: E log (1 + x) = E x - E x^2/2 + ..., E x = -2 a + a^2 (1 + (m + 1)/r), E x^2 = 4
  // a^2 (1 + 2/r).
  CHECK(redrawn_log_factor(16, 64, 1e-4) ==
        near{-2e-4 + 1e-8 * (81.0 / 16 - 2 - 4.0 / 16), 0, 1e-11});
  // Width 1: E log (1 - a s)^2, s ~ chi^2_2/2 exponential; at a -> large, 2 (log a - Euler's
  // constant).
  CHECK(redrawn_log_factor(2, 1, 1e6) == near{2 * (std::log(1e6) - 0.5772156649015329), 0, 1e-4});
}

TEST_CASE("independent steps: fixed noise ends on its plateau, also at steps 1 and 2") {
  CHECK(fixed_noise_second(4, 0.1, 2000) == near{fixed_noise_plateau(4, 0.1), 1e-12});
  CHECK(fixed_noise_second(4, 1, 5) == near{fixed_noise_plateau(4, 1), 1e-15});
  CHECK(fixed_noise_second(4, 1, 0) == 1);
  CHECK(fixed_noise_second(4, 2, 3) == 1 + 4 * 4 * 3);
  CHECK_THROWS_AS(fixed_noise_plateau(4, 2), std::domain_error);
  CHECK_THROWS_AS(fixed_noise_second(-1, 0.1, 1), std::domain_error);
  CHECK_THROWS_AS(redrawn_second(0, 8, 0.1, 1), std::domain_error);
  CHECK_THROWS_AS(redrawn_second(4, 8, -0.1, 1), std::domain_error);
}

TEST_CASE("higher moments: the third cumulant of one step, and fourth moments that part") {
  for (const double rho : {-0.7, 0.0, 0.3, 1.0}) {
    const double a = 0.1;
    const double rank = 8;
    const auto cumulant = [&](const step_moments& m) {
      const double mean = (1 - a) * rho;
      return m.c3 - 3 * m.c2 * mean + 2 * mean * mean * mean;
    };
    const double expected = -a * a * a * (6 * rho + 2 * rho * rho * rho) / (rank * rank);
    CHECK(cumulant(moments_after(step_noise::redrawn_sketch, rank, 32, a, rho, 1)) ==
          near{expected, 1e-11, 1e-14});
    CHECK(cumulant(moments_after(step_noise::matched_gaussian, rank, 32, a, rho, 1)) ==
          near{0, 0, 1e-14});
  }
  const double second = redrawn_second(16, 64, 0.2, 50);
  const auto matched = moments_after(step_noise::matched_gaussian, 16, 64, 0.2, 0.5, 50);
  const auto redrawn = moments_after(step_noise::redrawn_sketch, 16, 64, 0.2, 0.5, 50);
  CHECK(matched.n4 / (second * second) == near{2.85, 0, 0.01});
  CHECK(redrawn.n4 / (second * second) == near{1.35, 0, 0.01});
  CHECK_THROWS_AS(moments_after(step_noise::redrawn_sketch, 4, 8, 0.1, 1.1, 1), std::domain_error);
  CHECK_THROWS_AS(moments_after(step_noise::redrawn_sketch, 4, 8, 0.1, 1, -1), std::domain_error);
}

TEST_CASE("second moments of any Hessian: h I is the closed form, with either covariance") {
  const int width = 5;
  const double h = 0.7;
  const double rate = 0.3;
  std::vector<double> hessian(25, 0.0);
  std::vector<double> start(25, 0.0);
  for (std::size_t i = 0; i < 5; ++i) {
    hessian[6 * i] = h;
  }
  start[0] = 1;
  for (const auto noise : {covariance_kind::full, covariance_kind::diagonal}) {
    const auto S = second_moment_after(noise, 3, hessian, rate, start, 6);
    double trace = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      trace += S[6 * i];
    }
    CHECK(trace == near{redrawn_second(3, width, rate * h, 6), 1e-13});
  }
}

TEST_CASE(
    "second moments of any Hessian: the diagonal covariance differs from the second step on") {
  const std::vector<double> hessian = {1.0, 0.4, 0.1, 0.4, 0.8, -0.2, 0.1, -0.2, 0.5};
  const std::vector<double> start = {1, 0.5, -0.3, 0.5, 0.25, -0.15, -0.3, -0.15, 0.09};  // e e'
  const auto trace = [](const square_matrix& S) { return S[0] + S[4] + S[8]; };
  const auto full = [&](int t) {
    return second_moment_after(covariance_kind::full, 3, hessian, 0.3, start, t);
  };
  const auto diagonal = [&](int t) {
    return second_moment_after(covariance_kind::diagonal, 3, hessian, 0.3, start, t);
  };
  CHECK(trace(full(1)) == near{trace(diagonal(1)), 1e-14});
  CHECK(std::abs(full(1)[1] - diagonal(1)[1]) > 1e-3);
  CHECK(std::abs(trace(full(2)) - trace(diagonal(2))) > 1e-4);
  // A Hessian along the coordinates keeps every variance equal.
  const std::vector<double> along = {1.0, 0, 0, 0, 0.8, 0, 0, 0, 0.5};
  const auto a = second_moment_after(covariance_kind::full, 3, along, 0.3, start, 5);
  const auto b = second_moment_after(covariance_kind::diagonal, 3, along, 0.3, start, 5);
  for (const std::size_t i : {0U, 4U, 8U}) {
    CHECK(a[i] == near{b[i], 1e-13});
  }
  CHECK(std::abs(a[1] - b[1]) > 1e-3);
}

TEST_CASE("second moments of any Hessian: mean, and the bias of two steps under one sketch") {
  const std::vector<double> hessian = {0.5, 0, 0, 0.5};
  const std::vector<double> start = {1, -2};
  const auto mean = mean_after(hessian, 0.2, start, 3);
  CHECK(mean[0] == near{0.9 * 0.9 * 0.9});
  CHECK(mean[1] == near{-2 * 0.9 * 0.9 * 0.9});
  const auto bias = frozen_bias_of_two_steps(4, hessian, 0.2, start);
  CHECK(bias[0] == near{0.1 * 0.1 * 3 / 4});  // mu_2 - 1 = (width + 1)/rank
  CHECK_THROWS_AS(mean_after(std::vector<double>{1, 2, 3, 4}, 0.1, start, 1), std::domain_error);
  CHECK_THROWS_AS(mean_after(std::vector<double>{1}, 0.1, start, 1), std::domain_error);
  CHECK_THROWS_AS(second_moment_after(covariance_kind::full, 4, hessian, 0.1, start, 1),
                  std::domain_error);
}
