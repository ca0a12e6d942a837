// Claim L3: how often the noise turns a sign.
#include <cmath>

#include "theory/coordinate/sign_probability.hpp"
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

std::vector<check> sign_probability_checks(const location& place, const coordinate_counts& counts) {
  const double centre = std::sqrt(place.rank / (1 + place.rho * place.rho)) * place.rho;
  return equal(place, "I_{(1-rho)/2}(r/2, r/2)",
               estimate::from_binomial(counts.negative, counts.trials()),
               theory::negative_probability(place.rank, place.rho))
      .within(margin_for_mean(0.25, place.trials))
      .slack(zero_by_rounding)
      .falsified_by("1/2", 0.5)
      .falsified_by("the Gaussian of equal mean and variance", normal_cdf(-centre))
      .falsified_by("rank r + 1", theory::negative_probability(place.rank + 1, place.rho));
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
          .answers = "v1 to v7",
          .cells = sign_probability_cells};
}

}  // namespace loranoise::verify::claims
