// Claim T1: the measured distance is the exact one.
#include <cmath>

#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/coordinate/coordinate_cells.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"
#include "verify/statistics/distribution_distance.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace t1 {
namespace {

// Extrapolation away from the chance error adds to the spread of a histogram's total variation,
// whose deviation a trial is 1/2 where all bins are clear.
constexpr double histogram_allowance = 3;

std::vector<check> averaged(const column_experiment& e, const column_result& r, double margin) {
  const double rho = cosine(e);
  const double exact = theory::total_variation(e.rank, rho);
  const double missed = std::abs(exact - exact_excess(e, r));
  return equal(where(e).part("averaged"), "TV(r, rho) exact", excess_estimate(r), exact)
      .within(margin + missed)
      .slack(missed)
      .falsified_by("TV(r + 1, rho)", theory::total_variation(e.rank + 1, rho))
      .falsified_by("TV(r, 0), the cosine ignored", theory::total_variation(e.rank, 0));
}

// A histogram's total variation as it is, against the exact one over its bins and the chance error
// of each (moving one trial moves it by 1/trials at most, so McDiarmid's inequality gives the band
// of a supremum); and freed of that error.
std::vector<check> histogram(const location& place, const coordinate_counts& counts,
                             const distribution_function& exact) {
  const double binned = binned_total_variation(exact);
  return together(
      {equal(place.part("histogram"), "TV over its bins, exact, and the bins' chance error",
             estimate::from_supremum(counts.distance.raw, counts.trials()),
             binned + histogram_bias(exact, counts.trials()))
           .within(margin_for_supremum(place.trials))
           .control(),
       equal(place.part("histogram freed of chance error"), "TV over its bins, exact",
             counts.distance.measured(), binned)
           .within(margin_for_mean(0.25, place.trials) * histogram_allowance)
           .control()});
}

// No formula for the conditional law: an event chosen on one half of the trials, counted on the
// other. A probability's variance is 1/4 at most.
std::vector<check> counted(const location& place, const coordinate_counts& counts) {
  const split_event event = choose_event(counts);
  const distribution_function exact = exact_cdf(place.rank, place.rho);
  return together(
      {histogram(place, counts, exact),
       equal(place.part("counted").with_trials(event.trials), "P(event) - Gaussian P(event), exact",
             event.excess(), event.probability(exact) - event.probability(normal_cdf))
           .within(margin_for_mean(0.25, event.trials))
           .picked()
           .falsified_by("0: the noise is Gaussian", 0)});
}

std::vector<cell> tv_measured_cells(const study& s) {
  std::vector<cell> all;
  for (const column_experiment& e : column_experiments(s)) {
    all.push_back(measured_cell(
        cell_name(e), e,
        [e, margin = tv_margin(s, e)](const column_result& r) { return averaged(e, r, margin); }));
  }
  for (cell& c : cell_each_sample(s, counted)) {
    c.name += ", counted";
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace
}  // namespace t1

claim t1_tv_measured() {
  using namespace t1;
  return {.id = "T1",
          .title = "the measured distance is the exact one",
          .statement =
              "The total variation distance (TV) between the noise of one entry and the Gaussian "
              "of equal variance, measured from draws, is the one computed from the exact law.",
          .formula = "sup_E P(noise in E) - P(Gaussian in E) = TV(r, rho)",
          .section = "4",
          .answers = "v1 to v7",
          .cells = tv_measured_cells};
}

}  // namespace loranoise::verify::claims
