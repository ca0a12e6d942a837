#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "theory/distance/distance.hpp"
#include "verify/experiments/column.hpp"
#include "verify/plans/column_plan.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

using namespace loranoise::verify;

namespace {

constexpr std::uint64_t blocks = 64;

// Counts of `draw(words)` in as many blocks, `block_size` trials each.
template <class Draw>
coordinate_counts count(std::uint64_t seed, int block_size, const Draw& draw) {
  std::mt19937_64 words(seed);
  coordinate_tally tally;
  for (std::uint64_t k = 0; k < blocks; ++k) {
    coordinate_block block;
    for (int i = 0; i < block_size; ++i) block.add(draw(words), false);
    tally.add(k, block);
  }
  return tally.take();
}

double gaussian(std::mt19937_64& words) {
  return std::normal_distribution<double>()(words);
}
// Rank 1, cosine 0: the product of two normals.
double product(std::mt19937_64& words) {
  return gaussian(words) * gaussian(words);
}

}  // namespace

TEST_CASE("a histogram sees total variation where there is none, and is freed of most of it") {
  // Some thirty bins of Gaussian draws: raw is all bias, about 0.4 sum sqrt(p/n) = 0.025. The means
  // of 20 repetitions have standard errors below 0.001.
  double raw = 0;
  double debiased = 0;
  for (std::uint64_t repeat = 0; repeat < 20; ++repeat) {
    const histogram_distance d = count(repeat, 64, gaussian).distance;
    raw += d.raw / 20;
    debiased += d.debiased() / 20;
  }
  CHECK(raw > 0.02);
  CHECK(std::abs(debiased) < raw / 2);
}

TEST_CASE("the debiased histogram covers the exact total variation at rank 1") {
  // 100 intervals at 99 %: fewer than 92 hits have probability below 1e-4 at exact coverage.
  const double exact = claims::binned_total_variation(claims::exact_cdf(1, 0));
  int hits = 0;
  int biased_hits = 0;
  for (std::uint64_t repeat = 0; repeat < 100; ++repeat) {
    const histogram_distance d = count(1000 + repeat, 64, product).distance;
    hits += d.measured().interval_at(0.01).contains(exact) ? 1 : 0;
    const estimate raw = estimate::from_standard_error(d.raw + 0.03, d.jackknife_error, 63);
    biased_hits += raw.interval_at(0.01).contains(exact) ? 1 : 0;
  }
  CHECK(hits >= 92);
  CHECK(biased_hits < 92);  // the falsifier: an estimate with a bias of 0.03
}

TEST_CASE("an event chosen on one half never promises more than the exact total variation") {
  // One-sided at 0.5 %: more than 8 of 200 have probability below 1e-4.
  const double exact = loranoise::theory::total_variation(1, 0);
  int above = 0;
  for (std::uint64_t repeat = 0; repeat < 200; ++repeat) {
    const claims::split_event event = claims::choose_event(count(2000 + repeat, 32, product));
    above += event.excess().interval_at(0.01).low > exact ? 1 : 0;
    CHECK(event.probability(claims::exact_cdf(1, 0)) - event.probability(normal_cdf) <= exact);
  }
  CHECK(above <= 8);
}

TEST_CASE("the planned spread of the conditional averages is the one that is seen") {
  // Block means of 2000 trials in 128 blocks give a variance within 1.5 of the truth but for 1e-4.
  Eigen::RowVectorXd u(3);
  u << 3, 4, 0;
  const probe_row row{"row", u, {{"strong", 1, 0.8}, {"zero", 2, 0.0}}};
  for (const std::size_t c : {std::size_t{0}, std::size_t{1}}) {
    for (const int rank : {2, 3}) {
      const column_experiment e{row, c, rank, 128 * 2000};
      const column_result r = run(e, {7, 2, {}});
      const claims::column_variances plan = claims::plan_column(rank, row.coordinates[c].rho);
      const auto seen = [&](const std::vector<double>& x) {
        const estimate mean = estimate::from_blocks_with_control(x, r.squared_norm, 1);
        return std::pow(mean.standard_error(), 2) * static_cast<double>(r.trials);
      };
      CAPTURE(rank, c);
      CHECK(seen(r.excess) / plan.event == Approx(1).epsilon(0.5));
      CHECK(seen(r.fourth) / plan.fourth == Approx(1).epsilon(0.5));
      if (c == 0) CHECK(seen(r.third) / plan.third == Approx(1).epsilon(0.5));
    }
  }
}

TEST_CASE("margins undo the planning of trials") {
  CHECK(margin_for_mean(0.3, trials_for_mean(0.3, 0.02)) == Approx(0.02).epsilon(1e-4));
  CHECK(margin_for_supremum(trials_for_supremum(0.01)) == Approx(0.01).epsilon(1e-4));
  CHECK(margin_for_mean(0, 1000) == 0);
}
