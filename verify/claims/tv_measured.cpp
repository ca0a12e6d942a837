#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "conditional.hpp"
#include "distribution.hpp"
#include "theory/distance.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double relative_margin = 0.05;     // of the exact TV, conditional estimator
constexpr double probability_margin = 0.02;  // of the event's probability, counted

std::vector<check> averaged(const column_experiment& e, const column_result& r, double scale) {
  const double rho = cosine(e);
  const double exact = theory::total_variation(e.rank, rho);
  check c = check_at(e);
  c.cell += ", averaged";
  c.formula = "TV(r, rho) exact";
  c.measured = excess_estimate(r);
  c.prediction = exact;
  c.margin = relative_margin * scale * exact;
  c.slack = std::abs(exact - exact_excess(e, r));
  return {c, falsify(c, "TV(r + 1, rho)", theory::total_variation(e.rank + 1, rho)),
          falsify(c, "TV(r, 0), the cosine ignored", theory::total_variation(e.rank, 0))};
}

// The literal product, no formula for the conditional law: an event chosen on one half of the
// trials, counted on the other.
std::vector<check> counted(const row_experiment& e, const row_result& r, std::size_t i,
                           double scale) {
  const probe_coordinate& p = e.row->coordinates[i];
  const split_event event = choose_event(r.coordinates[i], e.rank, p.rho);
  check c = check_at(e, p);
  c.cell += ", counted";
  c.formula = "P(event) - Gaussian P(event), exact";
  c.measured = estimate::from_binomial(event.hits, event.trials).shifted(-event.gaussian);
  c.prediction = event.exact - event.gaussian;
  c.margin = probability_margin * scale;
  c.trials = event.trials;
  return {c, falsify(c, "0: the noise is Gaussian", 0)};
}

std::vector<cell> cells(const study& s) {
  const double scale = s.budget.margin_scale;
  std::vector<cell> all =
      cell_each(column_experiments(s), [scale](const column_experiment& e, const column_result& r) {
        return averaged(e, r, scale);
      });
  for (cell& c : cell_each_coordinate(
           row_experiments(s), [scale](const row_experiment&e, const row_result&r, std::size_t i) {
             return counted(e, r, i, scale);
           })) {
    c.name += ", counted";
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace

claim tv_measured() {
  return {"T1",
          "measured TV is the exact TV",
          "The measured distance of the noise to the Gaussian of equal variance is the one the "
          "exact law gives.",
          "sup_E P(noise in E) - P(Gaussian in E) = TV(r, rho)",
          "4",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
