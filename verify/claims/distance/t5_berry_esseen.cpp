// Claim T5: Kolmogorov's distance is below the Berry-Esseen bound.
#include <cmath>

#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify::claims {
namespace t5 {
namespace {

// First Edgeworth term of the Kolmogorov distance: |skewness| phi(0)/6.
double first_edgeworth(int rank, double rho) {
  const auto law = theory::coordinate_law<double>(rank, rho);
  return std::abs(skewness(law)) * normal_pdf(0) / 6;
}

std::vector<check> berry_esseen_checks(const check& place, const coordinate_counts& counts) {
  check c = place;
  c.formula = "0.4748 beta_3/sqrt(r)";
  c.measured = estimate::from_supremum(supremum_distance(counts, normal_cdf), counts.trials());
  c.prediction = theory::berry_esseen_kolmogorov(place.rank, place.rho);
  c.rel = relation::at_most;
  return {
      c,
      falsify(c, "half the first Edgeworth term", first_edgeworth(place.rank, place.rho) / 2),
      falsify(c, "the exact distance at rank r + 1", theory::kolmogorov(place.rank + 1, place.rho)),
  };
}

std::vector<cell> berry_esseen_cells(const study& s) {
  return cell_each_sample(s, berry_esseen_checks);
}

}  // namespace
}  // namespace t5

claim t5_berry_esseen() {
  using namespace t5;
  return {.id = "T5",
          .title = "Kolmogorov's distance is below the Berry-Esseen bound",
          .statement =
              "The distribution function of an entry's noise differs from the Gaussian's by no "
              "more than the Berry-Esseen bound, with its published constant, of order 1/sqrt(r) "
              "in the rank r.",
          .formula = "K <= 0.4748 beta_3(rho)/sqrt(r)",
          .section = "4.4",
          .cells = berry_esseen_cells};
}

}  // namespace loranoise::verify::claims
