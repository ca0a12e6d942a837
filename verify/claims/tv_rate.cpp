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
std::vector<check> measured_exponent(const std::vector<column_experiment>& over_ranks,
                                     const laboratory& lab, const std::string& name, double scale) {
  std::vector<double> ranks;
  std::vector<estimate> values;
  check c = check_at(over_ranks.back());
  c.cell = name;
  c.rank = 0;
  c.trials = 0;
  for (const column_experiment& e : over_ranks) {
    ranks.push_back(e.rank);
    values.push_back(excess_estimate(lab.result(e)));
    c.trials += e.trials;
  }
  c.formula = "exponent of the exact TV over these ranks";
  c.measured = log_log_slope(ranks, values);
  c.prediction = log_log_slope(ranks, exact_tv(ranks, c.rho));
  c.margin = slope_margin * scale;
  c.slack = 1e-3;  // the measured event misses up to a thousandth of TV
  return {c, falsify(c, "exponent -1/2 (Berry-Esseen order)", -0.5),
          falsify(c, "exponent -3/2", -1.5)};
}

// Exact evaluation far out: the exponent and the constant.
std::vector<check> exact_limit() {
  check c;
  c.cell = "exact, cosine 0, exponent between ranks 2^20 and 2^21";
  c.formula = "exponent -1";
  const std::vector<double> far{far_rank, 2 * far_rank};
  c.measured = estimate::from_exact(log_log_slope(far, exact_tv(far, 0)), 1e-5);
  c.prediction = -1;
  c.margin = 1e-4;
  c.trials = 1;

  check constant = c;
  constant.cell = "exact, cosine 0, r TV at rank 2^20";
  constant.formula = "|He_4|_{L1(phi)}/8";
  constant.measured = estimate::from_exact(far_rank * theory::total_variation(far_rank, 0), 1e-5);
  constant.prediction = theory::he4_constant;
  constant.margin = 1e-4;
  return {c, falsify(c, "exponent -1/2 (Berry-Esseen order)", -0.5), constant,
          falsify(constant, "|He_3|_{L1(phi)}/12", theory::he3_constant)};
}

std::vector<column_experiment> near_zero(const study& s) {
  std::vector<column_experiment> all = column_experiments(s);
  std::erase_if(all, [](const column_experiment& e) {
    return std::abs(cosine(e)) > nearly_zero || e.rank < first_rank;
  });
  return all;
}

std::vector<cell> cells(const study& s) {
  std::vector<cell> all;
  const auto place = [](const column_experiment& e) { return std::pair(e.row, e.coordinate); };
  for (const auto& group : group_by(near_zero(s), place)) {
    if (group.size() < 2) continue;
    const column_experiment& e = group.front();
    const std::string name = e.row->name + ", " + e.row->coordinates[e.coordinate].name +
                             " coordinate, exponent from rank " + std::to_string(first_rank);
    all.push_back(joint_cell(name, group,
                             [group, name, scale = s.budget.margin_scale](const laboratory& lab) {
                               return measured_exponent(group, lab, name, scale);
                             }));
  }
  all.push_back(exact_cell("exact, cosine 0", exact_limit));
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
          cells};
}

}  // namespace loranoise::verify::claims
