// Claim T6: Berry-Esseen in total variation, with the smallest constant.
#include <cmath>
#include <string>
#include <utility>

#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/claims/distance/exact_grid.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {
namespace t6 {
namespace {

// Where the exact law leaves less than this share of the bound, measuring it decides nothing: exact
// evaluation does.
constexpr double clearly_below = 0.9;

const theory::smallest_constant& smallest() {
  static const theory::smallest_constant found = theory::smallest_berry_esseen_tv_constant();
  return found;
}

// The smallest constant, rounded up in the sixth place.
double constant() {
  return std::ceil(smallest().constant * 1e6) / 1e6;
}

double bound(int rank, double rho) {
  return constant() * theory::beta_3(rho) / std::sqrt(static_cast<double>(rank));
}

comparison below_bound(location there, const estimate& observed) {
  const int rank = there.rank;
  const double right = bound(rank, there.rho);
  return at_most(std::move(there), "C beta_3/sqrt(r), C = " + std::to_string(constant()), observed,
                 right)
      .falsified_by("C 2 % smaller", 0.98 * right)
      .falsified_by("C beta_3/r", right / std::sqrt(static_cast<double>(rank)));
}

std::vector<check> at_place(const std::string& cell, int rank, double rho) {
  location there;
  there.cell = cell;
  there.rank = rank;
  there.rho = rho;
  const double tv = theory::total_variation(rank, rho);
  return below_bound(std::move(there), estimate::from_computation(tv, tv_error * tv));
}

std::vector<check> evaluate_band(const rank_band& band, const std::vector<double>& rhos) {
  const place worst = largest(
      band, rhos, [](int rank, double rho) { return theory::berry_esseen_tv_ratio(rank, rho); });
  return at_place("exact, " + band.name + ", tightest at " + describe(worst), worst.rank,
                  worst.rho);
}

std::vector<check> evaluate_extreme() {
  const auto rank = static_cast<int>(smallest().rank);
  return at_place("exact, where C is attained: " + describe({rank, smallest().rho, 0}), rank,
                  smallest().rho);
}

std::vector<cell> berry_esseen_tv_cells(const study& s) {
  std::vector<cell> all;
  for (const column_experiment& e : column_experiments(s)) {
    const double exact = theory::total_variation(e.rank, cosine(e));
    if (exact > clearly_below * bound(e.rank, cosine(e))) continue;
    all.push_back(measured_cell(
        cell_name(e), e, [e, exact, margin = tv_margin(s, e)](const column_result& r) {
          return below_bound(where(e), excess_estimate(r)).expecting(exact, margin).all();
        }));
  }
  all.push_back(exact_cell("exact, where C is attained", evaluate_extreme));
  const std::vector<double> rhos = cosines(s.budget);
  for (const rank_band& band : rank_bands(s.budget)) {
    all.push_back(exact_cell("exact, " + band.name, [=] { return evaluate_band(band, rhos); }));
  }
  return all;
}

}  // namespace
}  // namespace t6

claim t6_berry_esseen_tv() {
  using namespace t6;
  return {.id = "T6",
          .title = "Berry-Esseen in total variation, with the smallest constant",
          .statement =
              "The total variation distance of an entry's noise to the Gaussian is at most a "
              "constant times beta_3/sqrt(r), r the rank and beta_3 the third absolute moment of "
              "one of the r terms; no constant smaller than the one here will do.",
          .formula = "TV <= C beta_3(rho)/sqrt(r)",
          .section = "4.4",
          .answers = "v1 to v7",
          .cells = berry_esseen_tv_cells};
}

}  // namespace loranoise::verify::claims
