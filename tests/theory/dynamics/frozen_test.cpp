#include "theory/dynamics/frozen.hpp"

#include <chrono>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"
#include "tests/theory/reference_table.hpp"
#include "theory/dynamics/wishart_moments.hpp"

using namespace loranoise::theory;

TEST_CASE("frozen sketch: mean, second moment and limit agree with the table") {
  const auto rows = read_reference("dynamics.csv");
  CHECK(rows.size() == 72);
  for (auto row : rows) {
    const auto rank = static_cast<int>(row["rank"]);
    const auto width = static_cast<int>(row["width"]);
    const auto steps = static_cast<int>(row["T"]);
    const double step = row["eta_h"];
    const frozen_dynamics dynamics(rank, width, steps);
    CAPTURE(rank, width, step, steps);
    CHECK(dynamics.mean(step, steps) == near{row["frozen_mean"], 1e-13});
    CHECK(dynamics.second(step, steps) == near{row["frozen_second"], 1e-13});
    CHECK(frozen_second_limit(row["width"] / row["rank"], step, steps) ==
          near{row["frozen_second_limit"], 1e-12});
  }
}

TEST_CASE("frozen sketch: one step and two steps are the closed forms") {
  for (const int rank : {1, 4, 16}) {
    for (const int width : {1, 8, 64}) {
      const frozen_dynamics dynamics(rank, width, 3);
      for (const double a : {1e-9, 0.1, 0.5, 1.0, 3.0}) {
        CAPTURE(rank, width, a);
        const double energy = (width + 1.0) / rank;
        CHECK(dynamics.mean(a, 0) == 1);
        CHECK(dynamics.mean(a, 1) == near{1 - a, 1e-15, 1e-300});
        CHECK(dynamics.second(a, 1) == near{(1 - a) * (1 - a) + a * a * energy, 1e-14});
        CHECK(dynamics.mean(a, 2) == dynamics.second(a, 1));
      }
    }
  }
}

TEST_CASE("frozen sketch: rank 1 is a ladder of chi-square moments, also where all digits cancel") {
  // M = a a': e_T = e_0 - a_ (1 - (1 - step s)^T)/s, s = |a|^2 ~ chi^2_8, and the squared first
  // coordinate is s/8 on average. At step 0.05 and T = 60 the terms are 10^20 times the sum.
  const double step = 0.05;
  const frozen_dynamics dynamics(1, 8, 60);
  double expected = 1;
  const int panels = 400000;
  const double width = 400.0 / panels;
  for (int i = 0; i < panels; ++i) {
    const double s = (i + 0.5) * width;
    const double density = std::pow(s, 3) * std::exp(-s / 2) / 96;
    expected -= width * density / 8 * (1 - std::pow(1 - step * s, 20));
  }
  CHECK(dynamics.mean(step, 20) == near{expected, 1e-9});
}

TEST_CASE("frozen sketch: the second moment comes near the floor and then leaves it for ever") {
  const double step = 0.5 * frozen_step_limit(16, 64);
  const frozen_dynamics dynamics(16, 64, 100);
  CHECK(frozen_floor(16, 64) == 0.75);
  const double best = dynamics.second(step, 57) - 0.75;
  CHECK(best > 0);
  CHECK(best < 1e-6);
  CHECK(dynamics.second(step, 56) - 0.75 > best);
  CHECK(dynamics.second(step, 58) - 0.75 > best);
  CHECK(dynamics.second(step, 100) > 1e26);
  CHECK(std::isinf(frozen_dynamics(16, 64, 1000).second(step, 1000)));
}

TEST_CASE("frozen sketch: the kept part has the mean of the floor") {
  for (const double rank : {1.0, 16.0, 60.0}) {
    double mean = 0;  // E = integral of 1 - cdf
    const int cells = 200000;
    for (int i = 0; i < cells; ++i) {
      mean += (1 - frozen_kept_cdf(rank, 64, (i + 0.5) / cells)) / cells;
    }
    CHECK(mean == near{frozen_floor(rank, 64), 1e-6});
  }
  CHECK(frozen_kept_cdf(8, 8, 0) == 1);
  CHECK(frozen_floor(9, 8) == 0);
}

TEST_CASE("frozen sketch: the limit is approached as 1/rank") {
  const double step = 0.1;
  const double limit = frozen_second_limit(4, step, 10);
  double before = 0;
  for (const int rank : {8, 16, 32, 64, 128}) {
    const double scaled = rank * (frozen_dynamics(rank, 4 * rank, 10).second(step, 10) - limit);
    if (before != 0) {
      CHECK(scaled == near{before, 0.08});
    }
    before = scaled;
  }
  CHECK(frozen_mean_limit(4, step, 20) == near{limit, 1e-13});
  CHECK(frozen_mean_limit(4, step, 1) == near{0.9});
}

TEST_CASE("frozen sketch: a thousand steps take less than a tenth of a second") {
  using clock = std::chrono::steady_clock;
  double fastest = 1e9;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto start = clock::now();
    const frozen_dynamics dynamics(16, 64, 1000);
    CHECK(dynamics.second(0.01, 1000) == near{0.75, 1e-6});
    CHECK(dynamics.mean(0.01, 1000) == near{0.75, 1e-6});
    fastest = std::min(fastest, std::chrono::duration<double>(clock::now() - start).count());
  }
  CAPTURE(fastest);
#ifdef NDEBUG
  CHECK(fastest < 0.1);
#endif
}

TEST_CASE("frozen sketch: arguments out of range are named") {
  CHECK_THROWS_AS(frozen_dynamics(0, 8, 5), std::domain_error);
  CHECK_THROWS_AS(frozen_dynamics(4, 8, 4001), std::domain_error);
  const frozen_dynamics dynamics(4, 8, 5);
  CHECK_THROWS_AS(dynamics.mean(0, 5), std::domain_error);
  CHECK_THROWS_AS(dynamics.mean(0.1, 6), std::domain_error);
  CHECK_THROWS_AS(dynamics.second(INFINITY, 1), std::domain_error);
  CHECK_THROWS_AS(frozen_mean_limit(-1, 0.1, 1), std::domain_error);
  CHECK_THROWS_AS(frozen_kept_cdf(4, 8, 1.1), std::domain_error);
}
