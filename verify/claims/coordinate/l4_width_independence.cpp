// Claim L4: the law of an entry does not depend on the width.
#include <algorithm>
#include <cmath>
#include <string>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace l4 {
namespace {

// The laws of ranks 2 and 3 lie 0.036 apart at cosine 0.5, those of 4 and 5 only 0.011, which the
// quick profile does not tell.
constexpr int told_apart = 2;

const coordinate_counts& counts(const row_experiment& e, const laboratory& lab) {
  return lab.result(e).coordinates.front();
}

double width(const row_experiment& e) {
  return static_cast<double>(e.row->values.size());
}

// Every width against the same exact law.
std::vector<check> against_law(const row_experiment& e, double narrowest, const laboratory& lab) {
  const double rho = e.row->coordinates.front().rho;
  const std::vector<double> seen = empirical_cdf(counts(e, lab));
  const auto distance_to = [&](const std::vector<double>& law) {
    return estimate::from_supremum(supremum_distance(seen, law), counts(e, lab).trials());
  };
  const std::vector<double> exact = at_comparison_points(exact_cdf(e.rank, rho));
  comparison c = equal(where(e, e.row->coordinates.front()), "exact law, the same for every width",
                       distance_to(exact), 0);
  c.within(margin_for_supremum(e.trials));
  const auto wrong = [&](const char* formula, const distribution_function& f) {
    const std::vector<double> law = at_comparison_points(f);
    c.falsified_by(formula, distance_to(law), supremum_distance(exact, law));
  };
  wrong("exact law of rank r + 1", exact_cdf(e.rank + 1, rho));
  if (width(e) > narrowest) {
    wrong("the Gaussian of equal variance, as the width grows", normal_cdf);
    wrong("a cosine that falls as 1/sqrt(m)",
          exact_cdf(e.rank, rho * std::sqrt(narrowest / width(e))));
  }
  return c;
}

// Two empirical distribution functions, each within its own Dvoretzky-Kiefer-Wolfowitz band at half
// the level: together as one of a quarter of the trials.
std::vector<check> between(const row_experiment& narrow, const row_experiment& wide,
                           const laboratory& lab) {
  const double distance =
      supremum_distance(empirical_cdf(counts(narrow, lab)), empirical_cdf(counts(wide, lab)));
  const std::uint64_t fewest = std::min(counts(narrow, lab).trials(), counts(wide, lab).trials());
  constexpr double half_a_level = 1.02;  // half the level costs the band less than two per cent
  return equal(where(wide, wide.row->coordinates.front())
                   .part("against width " + std::to_string(narrow.row->values.size()))
                   .with_trials(fewest),
               "no distance between the widths",
               estimate::from_supremum(distance, fewest / 4).picked_from(2), 0)
      .within(half_a_level * margin_for_supremum(fewest / 4));
}

std::vector<cell> width_independence_cells(const study& s) {
  std::vector<cell> all;
  std::vector<row_experiment> experiments;
  experiments.reserve(s.width_rows.size());
  for (const auto& row : s.width_rows) {
    experiments.push_back({row, told_apart, s.budget.row_trials()});
  }
  for (const row_experiment& e : experiments) {
    const row_experiment& narrow = experiments.front();
    all.push_back(combined_cell(cell_name(e), std::vector<row_experiment>{narrow, e},
                                [e, narrow](const laboratory& lab) {
                                  std::vector<check> checks = against_law(e, width(narrow), lab);
                                  if (e.row->name != narrow.row->name) {
                                    append(checks, between(narrow, e, lab));
                                  }
                                  return checks;
                                }));
  }
  return all;
}

}  // namespace
}  // namespace l4

claim l4_width_independence() {
  using namespace l4;
  return {.id = "L4",
          .title = "the law of an entry does not depend on the width",
          .statement =
              "Entries with the same share rho of their row's norm have noise of the same law in "
              "layers of any width m.",
          .formula = "law of N_ki/|g_k| = law(r, rho), m does not occur",
          .section = "3",
          .answers = "v1 to v7",
          .cells = width_independence_cells};
}

}  // namespace loranoise::verify::claims
