// Claim T9: a bound of two terms, proved at every rank and cosine.
#include <string>
#include <utility>

#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/distance/two_term_proof.hpp"
#include "verify/claims/experiment_cells.hpp"

namespace loranoise::verify::claims {
namespace t9 {
namespace {

double half_skewness_bound(int rank, double rho) {
  return (theory::two_term_tv(rank, rho) + theory::two_term_tv(rank, 0)) / 2;
}

comparison below_bound(const rank_band& band, const place& worst, std::string formula,
                       double bound) {
  location there;
  there.cell = "exact, " + band.name + ", tightest at " + describe(worst);
  there.rank = worst.rank;
  there.rho = worst.rho;
  const double tv = theory::total_variation(worst.rank, worst.rho);
  return at_most(std::move(there), std::move(formula),
                 estimate::from_computation(tv, tv_error * tv), bound);
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
  const double bound = theory::two_term_tv(worst.rank, worst.rho);
  return below_bound(band, worst, "0.350076/r + 0.125835 |skewness|", bound)
      .falsified_by("the same, 2 % smaller", 0.98 * bound)
      .falsified_by(below_bound(band, halved, "the skewness term halved",
                                half_skewness_bound(halved.rank, halved.rho)));
}

std::vector<cell> two_term_bound_cells(const study& s) {
  std::vector<cell> all;
  const std::vector<double> rhos = cosines(s.budget);
  for (const rank_band& band : rank_bands(s.budget)) {
    all.push_back(
        exact_cell("exact, " + band.name, [=] { return two_term_bound_checks(band, rhos); }));
  }
  all.push_back(two_term_proof_cell());
  return all;
}

}  // namespace
}  // namespace t9

claim t9_two_term_bound() {
  using namespace t9;
  return {.id = "T9",
          .title = "a bound of two terms, at every rank and cosine",
          .statement =
              "The total variation distance is at most a term in 1/r, r the rank, plus one in the "
              "skewness: a theorem for every rank and every cosine. At rho = 0 the bound leaves "
              "nothing to spare as the rank grows.",
          .formula = "TV <= 0.350076/r + 0.125835 |skewness|",
          .section = "4.5, 12.8",
          .answers = "v1 to v7",
          .expected = verdict::proved,
          .cells = two_term_bound_cells};
}

}  // namespace loranoise::verify::claims
