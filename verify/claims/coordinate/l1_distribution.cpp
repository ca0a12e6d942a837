// Claim L1: the exact law of one entry.
#include <algorithm>
#include <string>
#include <utility>

#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace l1 {
namespace {

// Kolmogorov's distance and Anderson and Darling's, which weighs the tails, to one law; the margin
// is what the trials were planned for: 0.01 times the profile's scale for Kolmogorov's, less where
// a law is looked at with more of them.
std::vector<check> compare(const check& place, const coordinate_counts& counts, role kind,
                           const std::string& formula, const std::vector<double>& law,
                           const std::vector<double>& weight) {
  check kolmogorov = place;
  kolmogorov.kind = kind;
  kolmogorov.formula = formula;
  kolmogorov.measured = estimate::from_supremum(supremum_distance(counts, law), counts.trials());
  kolmogorov.margin = margin_for_supremum(place.trials);
  check weighted = kolmogorov;
  weighted.cell += ", Anderson-Darling";
  weighted.formula += " (Anderson-Darling)";
  weighted.measured = estimate::from_anderson_darling(
      anderson_darling_distance(counts, law, weight), counts.trials());
  weighted.margin = margin_for_anderson_darling(place.trials);
  return {kolmogorov, weighted};
}

// By symmetry the law at -rho lies below -x as often as that at rho above x.
std::vector<double> reversed(const std::vector<double>& at_points) {
  std::vector<double> values(at_points.size());
  std::transform(at_points.rbegin(), at_points.rend(), values.begin(),
                 [](double below) { return 1 - below; });
  return values;
}

std::vector<check> coordinate_distribution_checks(const check& place,
                                                  const coordinate_counts& counts) {
  const std::vector<double> exact = at_comparison_points(exact_cdf(place.rank, place.rho));
  std::vector<check> all;
  const auto add = [&](role kind, const char* formula, const std::vector<double>& law) {
    for (check& c : compare(place, counts, kind, formula, law, exact)) all.push_back(std::move(c));
  };
  add(role::check, "exact law", exact);
  add(role::falsifier, "the Gaussian of equal variance", at_comparison_points(normal_cdf));
  add(role::falsifier, "exact law of rank r + 1",
      at_comparison_points(exact_cdf(place.rank + 1, place.rho)));
  add(role::falsifier, "exact law with the skewness reversed", reversed(exact));
  return all;
}

std::vector<cell> coordinate_distribution_cells(const study& s) {
  return cell_each_sample(s, coordinate_distribution_checks);
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
          .cells = coordinate_distribution_cells};
}

}  // namespace loranoise::verify::claims
