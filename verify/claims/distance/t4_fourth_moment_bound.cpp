// Claim T4: TV is below the fourth-moment bound.
#include <cmath>
#include <utility>

#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "theory/distance/published_constants.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/distance/published_constant.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace t4 {
namespace {

std::vector<check> fourth_moment_bound_checks(const column_experiment& e, const column_result& r,
                                              double margin) {
  const double rho = cosine(e);
  const double bound = theory::fourth_moment_tv(e.rank, rho);
  return at_most(where(e), "(2/sqrt 6) sqrt(excess kurtosis)", excess_estimate(r), bound)
      .expecting(theory::total_variation(e.rank, rho), margin)
      .falsified_by("half the two-term bound", theory::two_term_tv(e.rank, rho) / 2)
      .falsified_by("the bound over r", bound / e.rank);
}

// The bound lies far above the distance, which cannot tell its constant: held here against its
// closed values.
std::vector<check> constant_checks(double rank, bool rho_is_one) {
  const double closed = theory::closed_fourth_moment_tv(rank, rho_is_one);
  const auto with_divisor = [&](double divisor) {
    return closed * std::sqrt(theory::fourth_moment_divisor / divisor);
  };
  return published_constant("fourth-moment bound", rank, rho_is_one,
                            theory::fourth_moment_tv(rank, rho_is_one ? 1 : 0), closed)
      .falsified_by("2/sqrt 8 in place of 2/sqrt 6", with_divisor(8))
      .falsified_by("2/sqrt 5 in place of 2/sqrt 6", with_divisor(5));
}

std::vector<cell> fourth_moment_bound_cells(const study& s) {
  std::vector<cell> all;
  for (const column_experiment& e : column_experiments(s)) {
    all.push_back(
        measured_cell(cell_name(e), e, [e, margin = tv_margin(s, e)](const column_result& r) {
          return fourth_moment_bound_checks(e, r, margin);
        }));
  }
  for (cell& c : constant_cells("fourth-moment bound", constant_checks)) {
    all.push_back(std::move(c));
  }
  return all;
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
          .answers = "v1 to v7",
          .cells = fourth_moment_bound_cells};
}

}  // namespace loranoise::verify::claims
