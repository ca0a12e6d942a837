// Claim T9: a bound of two terms, seen on a dense grid.
#include <string>

#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace t9 {
namespace {

double half_skewness_bound(int rank, double rho) {
  return (theory::two_term_tv(rank, rho) + theory::two_term_tv(rank, 0)) / 2;
}

check at_place(const rank_band& band, const place& where) {
  check c;
  c.cell = "exact, " + band.name + ", tightest at " + describe(where);
  const double tv = theory::total_variation(where.rank, where.rho);
  c.measured = estimate::from_exact(tv, tv_error * tv);
  c.rel = relation::at_most;
  c.trials = 1;
  c.rank = where.rank;
  c.rho = where.rho;
  return c;
}

// Where in the band the bound is closest; and the place at which half the skewness would be
// furthest from enough.
std::vector<check> two_term_bound_checks(const rank_band& band, const std::vector<double>& rhos) {
  place halved;
  const place worst = largest(band, rhos, [&](int rank, double rho) {
    const double tv = theory::total_variation(rank, rho);
    const double ratio = tv / half_skewness_bound(rank, rho);
    if (ratio > halved.value) halved = {rank, rho, ratio};
    return tv / theory::two_term_tv(rank, rho);
  });
  check c = at_place(band, worst);
  c.formula = "0.350076/r + 0.125835 |skewness|";
  c.prediction = theory::two_term_tv(worst.rank, worst.rho);
  return {c, falsify(c, "the same, 2 % smaller", 0.98 * c.prediction),
          falsify(at_place(band, halved), "the skewness term halved",
                  half_skewness_bound(halved.rank, halved.rho))};
}

std::vector<cell> two_term_bound_cells(const study& s) {
  std::vector<cell> all;
  const std::vector<double> rhos = cosines(s.budget.grid);
  for (const rank_band& band : rank_bands(s.budget.grid)) {
    all.push_back(
        exact_cell("exact, " + band.name, [=] { return two_term_bound_checks(band, rhos); }));
  }
  return all;
}

}  // namespace
}  // namespace t9

claim t9_two_term_bound() {
  using namespace t9;
  return {.id = "T9",
          .title = "a bound of two terms, seen on a dense grid",
          .statement =
              "The total variation distance is at most a term in 1/r, r the rank, plus one in the "
              "skewness, wherever it was evaluated (seen, not proved); at rho = 0 the bound leaves "
              "nothing to spare as the rank grows.",
          .formula = "TV <= 0.350076/r + 0.125835 |skewness|",
          .section = "4.5",
          .cells = two_term_bound_cells};
}

}  // namespace loranoise::verify::claims
