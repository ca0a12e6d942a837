// Claim L3: how often the noise turns a sign.
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/statistics/power.hpp"
#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify::claims {
namespace l3 {
namespace {

// Where |rho| is 1 the sign never turns, but 1 + (S - 1) rounds to 0 once in 1e8 trials.
constexpr double zero_by_rounding = 1e-7;

double negative_probability(int rank, double rho) {
  return boost::math::ibeta(rank / 2.0, rank / 2.0, (1 - rho) / 2);
}

std::vector<check> sign_probability_checks(const check& place, const coordinate_counts& counts) {
  check c = place;
  c.formula = "I_{(1-rho)/2}(r/2, r/2)";
  c.measured = estimate::from_binomial(counts.negative, counts.trials());
  c.prediction = negative_probability(c.rank, c.rho);
  c.margin = margin_for_mean(0.25, place.trials);
  c.slack = zero_by_rounding;
  const double centre = std::sqrt(c.rank / (1 + c.rho * c.rho)) * c.rho;
  return {c, falsify(c, "1/2", 0.5),
          falsify(c, "the Gaussian of equal mean and variance", normal_cdf(-centre)),
          falsify(c, "rank r + 1", negative_probability(c.rank + 1, c.rho))};
}

std::vector<cell> sign_probability_cells(const study& s) {
  return cell_each_sample(s, sign_probability_checks);
}

}  // namespace
}  // namespace l3

claim l3_sign_probability() {
  using namespace l3;
  return {.id = "L3",
          .title = "how often the noise turns a sign",
          .statement =
              "How often a noisy gradient entry comes out negative, and so with the wrong sign if "
              "the true entry is positive, is a known function of the rank r and of rho, the "
              "entry's share of its row's norm.",
          .formula = "P(T <= 0) = I_{(1-rho)/2}(r/2, r/2)",
          .section = "3.5",
          .cells = sign_probability_cells};
}

}  // namespace loranoise::verify::claims
