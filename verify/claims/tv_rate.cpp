#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "conditional.hpp"
#include "theory/distance.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double slope_margin = 0.05;
constexpr double nearly_zero =
    0.002;  // at this cosine the 1/sqrt(r) part is below a hundredth of TV up to rank 64
constexpr int first_rank = 4;
constexpr double far_rank = 1048576;

std::vector<double> exact_tv(const std::vector<double>& ranks, double rho) {
  std::vector<double> values;
  values.reserve(ranks.size());
  for (const double r : ranks) values.push_back(theory::total_variation(r, rho));
  return values;
}

// Measured TV over the ranks of one coordinate whose cosine is near 0.
void add_measured(const study& s, const laboratory& lab, const probe_row& row, std::size_t i,
                  std::vector<check>& all) {
  std::vector<double> ranks;
  std::vector<estimate> values;
  check c;
  std::uint64_t trials = 0;
  for (const column_experiment& e : column_experiments(s)) {
    if (e.row != &row || e.coordinate != i || e.rank < first_rank) continue;
    ranks.push_back(e.rank);
    values.push_back(excess_estimate(lab.result(e)));
    c = cell(e);
    trials += e.trials;
  }
  if (ranks.size() < 2) return;
  c.cell = row.name + ", " + row.coordinates[i].name + " coordinate, exponent from rank " +
           std::to_string(first_rank);
  c.rank = 0;
  c.trials = trials;
  c.formula = "exponent of the exact TV over these ranks";
  c.measured = log_log_slope(ranks, values);
  c.prediction = log_log_slope(ranks, exact_tv(ranks, c.rho));
  c.margin = slope_margin * s.budget.margin_scale;
  c.slack = 1e-3;  // the measured event misses up to a thousandth of TV
  all.push_back(c);
  all.push_back(falsify(c, "exponent -1/2 (Berry-Esseen order)", -0.5));
  all.push_back(falsify(c, "exponent -3/2", -1.5));
}

// Exact evaluation far out: the exponent and the constant.
void add_exact(std::vector<check>& all) {
  check c;
  c.cell = "exact, cosine 0, exponent between ranks 2^20 and 2^21";
  c.formula = "exponent -1";
  const std::vector<double> far{far_rank, 2 * far_rank};
  c.measured = estimate::from_exact(log_log_slope(far, exact_tv(far, 0)), 1e-5);
  c.prediction = -1;
  c.margin = 1e-4;
  c.trials = 1;
  all.push_back(c);
  all.push_back(falsify(c, "exponent -1/2 (Berry-Esseen order)", -0.5));

  check constant = c;
  constant.cell = "exact, cosine 0, r TV at rank 2^20";
  constant.formula = "|He_4|_{L1(phi)}/8";
  constant.measured = estimate::from_exact(far_rank * theory::total_variation(far_rank, 0), 1e-5);
  constant.prediction = theory::he4_constant;
  constant.margin = 1e-4;
  all.push_back(constant);
  all.push_back(falsify(constant, "|He_3|_{L1(phi)}/12", theory::he3_constant));
}

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  for (const probe_row& row : s.probes) {
    for (std::size_t i = 0; i < row.coordinates.size(); ++i) {
      if (std::abs(row.coordinates[i].rho) <= nearly_zero) add_measured(s, lab, row, i, all);
    }
  }
  add_exact(all);
  return all;
}

}  // namespace

claim tv_rate() {
  return {"T2",
          "TV falls as 1/rank near cosine 0",
          "Where a coordinate is small beside its row, its noise nears the Gaussian as 1/rank.",
          "r TV(r, 0) -> |He_4|_{L1(phi)}/8 = 0.350075",
          "4.1",
          verdict::confirmed,
          request_columns,
          checks};
}

}  // namespace loranoise::verify::claims
