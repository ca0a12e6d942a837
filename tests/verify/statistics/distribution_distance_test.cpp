#include <array>
#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"
#include "verify/experiments/coordinate.hpp"
#include "verify/experiments/row.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

using namespace loranoise::verify;
using claims::at_comparison_points;
using claims::exact_cdf;

namespace {

// A row whose first entry has cosine rho; one draw of its noise after the other, by law.
coordinate_counts draws(int rank, double rho, std::uint64_t trials, std::uint64_t seed) {
  Eigen::RowVectorXd u(2);
  u << rho, std::sqrt(1 - rho * rho);
  const probe_row row{"test row", u, {{"first", 0, rho}}};
  return run(coordinate_experiment{row, 0, rank, trials}, {seed, 2, {}}).counts;
}

}  // namespace

TEST_CASE("the Anderson-Darling interval covers the exact law where it is most singular",
          "[slow]") {
  // 200 intervals at 95 % a law: fewer than 178 hits have probability below 1e-4 at exact coverage.
  // Against the law of the next rank, whose distance is far above the reach, hardly one covers 0.
  struct law {
    int rank;
    double rho;
  };
  for (const law l : {law{1, 0}, law{2, 0.6}, law{2, 1}}) {
    const auto exact = at_comparison_points(exact_cdf(l.rank, l.rho));
    const auto next = at_comparison_points(exact_cdf(l.rank + 1, l.rho));
    int hits = 0;
    int wrong_hits = 0;
    for (std::uint64_t repeat = 0; repeat < 200; ++repeat) {
      const coordinate_counts counts = draws(l.rank, l.rho, 6400, repeat);
      const auto covers = [&](const std::vector<double>& f) {
        const double d = claims::anderson_darling_distance(counts, f, exact);
        return estimate::from_anderson_darling(d, counts.trials()).interval_at(0.05).contains(0);
      };
      hits += covers(exact) ? 1 : 0;
      wrong_hits += covers(next) ? 1 : 0;
    }
    CAPTURE(l.rank, l.rho);
    CHECK(hits >= 178);
    CHECK(wrong_hits < 20);
  }
}

TEST_CASE("literal rows and draws in law have one distribution, moments and sign") {
  Eigen::RowVectorXd u = Eigen::RowVectorXd::Constant(24, 0.1);
  u[5] = 0.6;
  const double rho = 0.6 / u.norm();
  const probe_row row{"test row", u, {{"strong", 5, rho}}};
  constexpr int rank = 3;
  constexpr std::uint64_t trials = 64000;
  const coordinate_counts literal =
      run(row_experiment{row, rank, trials}, {5, 2, {}}).coordinates.front();
  const coordinate_counts by_law =
      run(coordinate_experiment{row, 0, rank, trials}, {5, 2, {}}).counts;
  const auto exact = at_comparison_points(exact_cdf(rank, rho));
  for (const coordinate_counts* counts : {&literal, &by_law}) {
    // Massart's band at 1e-9, and Clopper-Pearson at 1e-9.
    const double reach = std::sqrt(std::log(2e9) / (2 * trials));
    CHECK(claims::supremum_distance(*counts, exact) < reach);
    const double zero = -rho * std::sqrt(rank / (1 + rho * rho));
    CHECK(estimate::from_binomial(counts->negative, counts->trials())
              .interval_at(1e-9)
              .contains(exact_cdf(rank, rho)(zero)));
    CHECK(estimate::from_blocks(counts->cubes)
              .interval_at(1e-6)
              .contains(loranoise::theory::skewness(
                  loranoise::theory::coordinate_law<double>::standardised(rank, rho))));
  }
}
