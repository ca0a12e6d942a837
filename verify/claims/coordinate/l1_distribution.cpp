// Claim L1: the exact law of one entry.
#include <algorithm>
#include <string>
#include <utility>

#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/claims/coordinate/law_identities.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace l1 {
namespace {

struct wrong_law {
  const char* formula;
  std::vector<double> at_points;
};

// Kolmogorov's distance and Anderson and Darling's, which weighs the tails, to the exact law; the
// margin is what the trials were planned for: 0.01 times the profile's scale for Kolmogorov's, less
// where a law is looked at with more of them.
std::vector<check> compare(const location& place, const coordinate_counts& counts,
                           const std::vector<double>& exact, const std::vector<wrong_law>& wrong) {
  const auto kolmogorov = [&](const std::vector<double>& law) {
    return estimate::from_supremum(supremum_distance(counts, law), counts.trials());
  };
  const auto weighted = [&](const std::vector<double>& law) {
    return estimate::from_anderson_darling(anderson_darling_distance(counts, law, exact),
                                           counts.trials());
  };
  comparison plain = equal(place, "exact law", kolmogorov(exact), 0);
  plain.within(margin_for_supremum(place.trials));
  comparison tails =
      equal(place.part("Anderson-Darling"), "exact law (Anderson-Darling)", weighted(exact), 0);
  tails.within(margin_for_anderson_darling(place.trials));
  for (const wrong_law& w : wrong) {
    plain.falsified_by(w.formula, kolmogorov(w.at_points), supremum_distance(exact, w.at_points));
    tails.falsified_by(std::string(w.formula) + " (Anderson-Darling)", weighted(w.at_points),
                       anderson_darling_distance(exact, w.at_points, exact));
  }
  return together({plain, tails});
}

// By symmetry the law at -rho lies below -x as often as that at rho above x.
std::vector<double> reversed(const std::vector<double>& at_points) {
  std::vector<double> values(at_points.size());
  std::transform(at_points.rbegin(), at_points.rend(), values.begin(),
                 [](double below) { return 1 - below; });
  return values;
}

std::vector<check> coordinate_distribution_checks(const location& place,
                                                  const coordinate_counts& counts) {
  const std::vector<double> exact = at_comparison_points(exact_cdf(place.rank, place.rho));
  return compare(
      place, counts, exact,
      {{"the Gaussian of equal variance", at_comparison_points(normal_cdf)},
       {"exact law of rank r + 1", at_comparison_points(exact_cdf(place.rank + 1, place.rho))},
       {"exact law with the skewness reversed", reversed(exact)}});
}

std::vector<cell> coordinate_distribution_cells(const study& s) {
  std::vector<cell> all = cell_each_sample(s, coordinate_distribution_checks);
  for (cell& c : law_identities(s)) all.push_back(std::move(c));
  return all;
}

}  // namespace
}  // namespace l1

claim l1_distribution() {
  using namespace l1;
  return {.id = "L1",
          .title = "the exact law of one entry",
          .statement =
              "The noise of one entry follows a known law that depends only on the rank r and on "
              "rho, the entry's share of its row's norm, up to scale (by Kolmogorov's and Anderson "
              "and Darling's distances).",
          .formula = "N_ki = (|u|/r)(T - r rho), T asymmetric variance-gamma",
          .section = "3",
          .answers = "v1 to v7",
          .cells = coordinate_distribution_cells};
}

}  // namespace loranoise::verify::claims
