// Claim J1: the distance of a whole row from the Gaussian.
#include <cmath>

#include "theory/distance/distance.hpp"
#include "theory/row/law.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/row/whole_row_event.hpp"
#include "verify/plans/whole_rows.hpp"

namespace loranoise::verify::claims {
namespace j1 {
namespace {

// Theory enters here through the two densities; the mean over the noise drawn is what is measured.
std::vector<check> averaged(const whole_row_experiment& e, const whole_row_result& r,
                            double scale) {
  const auto width = static_cast<double>(e.row->values.size());
  const double exact = theory::row_total_variation(e.rank, width);
  const double rho = e.row->values.cwiseAbs().maxCoeff() / e.row->values.norm();
  return equal(where(e).part("averaged"), "joint TV(r, m) exact",
               estimate::from_blocks(r.overlap_loss), exact)
      .within(margin_of_row_tv(exact, scale))
      .falsified_by("joint TV(r + 1, m)", theory::row_total_variation(e.rank + 1, width))
      .falsified_by("(2/pi) arctan(sqrt(m/r)/2), the limit, at any r and m",
                    theory::row_total_variation_limit(e.rank, width))
      .falsified_by("TV of one coordinate", theory::total_variation(e.rank, std::min(1.0, rho)));
}

// No formula for the noise: an event chosen on one half of the trials, counted on the other.
std::vector<check> counted(const whole_row_experiment& e, const whole_row_result& r, double scale) {
  const whole_row_event event = choose_event(r.counts);
  const Eigen::Index width = e.row->values.size();
  const auto excess = [&](int rank) {
    return exact_probability(event, rank, width) - event.gaussian;
  };
  return equal(where(e).part("counted").with_trials(event.trials),
               "P(event) - Gaussian P(event), exact", event.excess(), excess(e.rank))
      .within(row_event_margin * std::min(2.0, scale))
      .slack(theory::row_event_error)
      .picked()
      .falsified_by("0: the noise is jointly Gaussian", 0)
      .falsified_by("P(event) at rank r + 1", excess(e.rank + 1));
}

std::vector<cell> joint_tv_cells(const study& s) {
  const double scale = s.budget.margin_scale;
  return cell_each(whole_row_experiments(s),
                   [scale](const whole_row_experiment& e, const whole_row_result& r) {
                     return together({averaged(e, r, scale), counted(e, r, scale)});
                   });
}

}  // namespace
}  // namespace j1

claim j1_row_tv() {
  using namespace j1;
  return {.id = "J1",
          .title = "the distance of a whole row from the Gaussian",
          .statement =
              "A whole row of the update is as far in total variation from the Gaussian vector of "
              "its mean and covariance as one exact integral says, which knows the rank r and the "
              "width m alone.",
          .formula = "sup_E P(v in E) - P(Gaussian in E) = TV(r, m), by one integral over s",
          .section = "5.2",
          .answers = "v1 to v7",
          .cells = joint_tv_cells};
}

}  // namespace loranoise::verify::claims
