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

void add_conditional(const column_experiment& e, const column_result& r, double scale,
                     std::vector<check>& all) {
  const double rho = cosine(e);
  const double exact = theory::total_variation(e.rank, rho);
  check c = cell(e);
  c.cell += ", averaged";
  c.formula = "TV(r, rho) exact";
  c.measured = excess_estimate(r);
  c.prediction = exact;
  c.margin = relative_margin * scale * exact;
  c.slack = std::abs(exact - exact_excess(e, r));
  all.push_back(c);
  all.push_back(falsify(c, "TV(r + 1, rho)", theory::total_variation(e.rank + 1, rho)));
  all.push_back(falsify(c, "TV(r, 0), the cosine ignored", theory::total_variation(e.rank, 0)));
}

// The literal product, no formula for the conditional law: an event chosen on one half of the
// trials, counted on the other.
void add_counted(const row_experiment& e, const row_result& r, double scale,
                 std::vector<check>& all) {
  for (std::size_t i = 0; i < e.row->coordinates.size(); ++i) {
    const probe_coordinate& p = e.row->coordinates[i];
    const split_event event = choose_event(r.coordinates[i], e.rank, p.rho);
    check c = cell(e, p);
    c.cell += ", counted";
    c.formula = "P(event) - Gaussian P(event), exact";
    c.measured = estimate::from_binomial(event.hits, event.trials).shifted(-event.gaussian);
    c.prediction = event.exact - event.gaussian;
    c.margin = probability_margin * scale;
    c.trials = event.trials;
    all.push_back(c);
    all.push_back(falsify(c, "0: the noise is Gaussian", 0));
  }
}

void request(const study& s, laboratory& lab) {
  request_columns(s, lab);
  request_rows(s, lab);
}

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  const double scale = s.budget.margin_scale;
  for (const auto& e : column_experiments(s)) add_conditional(e, lab.result(e), scale, all);
  for (const auto& e : row_experiments(s)) add_counted(e, lab.result(e), scale, all);
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
          request,
          checks};
}

}  // namespace loranoise::verify::claims
