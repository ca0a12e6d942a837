// Claim T4: TV is below the fourth-moment bound.
#include <cmath>

#include "theory/distance/bounds.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace t4 {
namespace {

std::vector<check> fourth_moment_bound_checks(const column_experiment& e, const column_result& r) {
  const double rho = cosine(e);
  check c = check_at(e);
  c.formula = "(2/sqrt 6) sqrt(excess kurtosis)";
  c.measured = excess_estimate(r);
  c.prediction = theory::fourth_moment_tv(e.rank, rho);
  c.rel = relation::at_most;
  return {c, falsify(c, "half the two-term bound", theory::two_term_tv(e.rank, rho) / 2),
          falsify(c, "the bound over r", c.prediction / e.rank)};
}

std::vector<cell> fourth_moment_bound_cells(const study& s) {
  return cell_each(column_experiments(s), fourth_moment_bound_checks);
}

}  // namespace
}  // namespace t4

claim t4_fourth_moment_bound() {
  using namespace t4;
  return {.id = "T4",
          .title = "TV is below the fourth-moment bound",
          .statement =
              "The total variation distance of an entry's noise to the Gaussian never exceeds the "
              "bound of the fourth-moment theorem, with its published constant, of order 1/sqrt(r) "
              "in the rank r.",
          .formula = "TV <= (2/sqrt 6) sqrt(excess kurtosis)",
          .section = "4.3",
          .cells = fourth_moment_bound_cells};
}

}  // namespace loranoise::verify::claims
