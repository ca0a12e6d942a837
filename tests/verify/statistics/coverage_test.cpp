// Every kind of interval covers at its rate where tails are heaviest: ranks 1 and 2.
#include <algorithm>
#include <cmath>
#include <vector>

#include "simulate/noise/in_law.hpp"
#include "tests/catch.hpp"
#include "theory/coordinate/law.hpp"
#include "verify/statistics/estimate.hpp"

using namespace loranoise::verify;
namespace simulate = loranoise::simulate;
namespace theory = loranoise::theory;

namespace {

constexpr double level = 0.05;
constexpr int repeats = 400;
// Of 400 intervals at 95 % (20 misses expected, deviation 4.4), more than 42 miss with probability
// below 1e-5 when the coverage is as stated.
constexpr int most_misses = 42;

struct place {
  int rank;
  double rho;
};
const std::vector<place> places{{1, 0.0}, {1, 0.9}, {2, 0.0}, {2, 0.6}};

// The standardised noise of one coordinate, trial after trial.
class draws {
 public:
  explicit draws(const place& p)
      : noise_(p.rho, 1, p.rank), scale_(std::sqrt(p.rank / (1 + p.rho * p.rho))) {}
  double operator()() { return scale_ * noise_({17, 3, trial_++}); }

 private:
  simulate::coordinate_in_law noise_;
  double scale_;
  std::uint64_t trial_ = 0;
};

// `covers(draw)` makes one interval and says whether it holds the truth.
template <class Covers>
int misses(const place& p, const Covers& covers) {
  draws draw(p);
  int count = 0;
  for (int i = 0; i < repeats; ++i) count += covers(draw) ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("block means of squares cover at ranks 1 and 2", "[slow]") {
  for (const place& p : places) {
    CAPTURE(p.rank, p.rho);
    CHECK(misses(p, [](draws& draw) {
            std::vector<double> blocks(64, 0.0);
            for (double& block : blocks) {
              for (int i = 0; i < 256; ++i) block += std::pow(draw(), 2) / 256;
            }
            return estimate::from_blocks(blocks).interval_at(level).contains(1);
          }) <= most_misses);
  }
}

TEST_CASE("Clopper-Pearson covers rare events at ranks 1 and 2", "[slow]") {
  for (const place& p : places) {
    const auto law = theory::coordinate_law<double>::standardised(p.rank, p.rho);
    const double truth = sf(law, 3.0);
    CAPTURE(p.rank, p.rho, truth);
    CHECK(misses(p, [&](draws& draw) {
            std::uint64_t hits = 0;
            for (int i = 0; i < 1000; ++i) hits += draw() > 3.0 ? 1 : 0;
            return estimate::from_binomial(hits, 1000).interval_at(level).contains(truth);
          }) <= most_misses);
  }
}

TEST_CASE("the Dvoretzky-Kiefer-Wolfowitz band covers at ranks 1 and 2", "[slow]") {
  constexpr int size = 500;
  for (const place& p : places) {
    const auto law = theory::coordinate_law<double>::standardised(p.rank, p.rho);
    CAPTURE(p.rank, p.rho);
    CHECK(misses(p, [&](draws& draw) {
            std::vector<double> sample(size);
            for (double& x : sample) x = cdf(law, draw());
            std::sort(sample.begin(), sample.end());
            double distance = 0;
            for (int i = 0; i < size; ++i) {
              const double u = sample[static_cast<std::size_t>(i)];
              distance = std::max({distance, u - static_cast<double>(i) / size,
                                   static_cast<double>(i + 1) / size - u});
            }
            return estimate::from_supremum(distance, size).interval_at(level).contains(0);
          }) <= most_misses);
  }
}

TEST_CASE("intervals at a level of 75 % are seen to miss", "[slow]") {
  // The falsifier of the tests above: 100 misses are expected.
  for (const place& p : places) {
    CAPTURE(p.rank, p.rho);
    CHECK(misses(p, [](draws& draw) {
            std::vector<double> blocks(64, 0.0);
            for (double& block : blocks) {
              for (int i = 0; i < 256; ++i) block += std::pow(draw(), 2) / 256;
            }
            return estimate::from_blocks(blocks).interval_at(0.25).contains(1);
          }) > most_misses);
  }
}
