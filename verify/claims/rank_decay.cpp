#include <cmath>

#include "cells.hpp"
#include "claims.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double slope_margin = 0.02;

struct rank_series {
  std::vector<double> ranks;
  std::vector<estimate> energies;
  matrix_experiment last;
  std::uint64_t trials = 0;
};

std::vector<rank_series> by_gradient(const study& s, const laboratory& lab) {
  std::vector<rank_series> all;
  for (const matrix_experiment& e : matrix_experiments(s)) {
    if (all.empty() || all.back().last.gradient != e.gradient) all.push_back({{}, {}, e, 0});
    const matrix_result& r = lab.result(e);
    all.back().ranks.push_back(e.rank);
    all.back().energies.push_back(estimate::from_blocks(r.energy));
    all.back().trials += r.trials;
    all.back().last = e;
  }
  return all;
}

template <class Formula>
double slope_of(const std::vector<double>& ranks, Formula formula) {
  std::vector<double> values;
  values.reserve(ranks.size());
  for (const double r : ranks) values.push_back(formula(r));
  return log_log_slope(ranks, values);
}

// Strict decrease: the energy at one rank over the energy at the rank before, by the delta method.
check falls(const rank_series& g, std::size_t i) {
  const estimate& now = g.energies[i];
  const estimate& before = g.energies[i - 1];
  const double ratio = now.value() / before.value();
  const double error = ratio * std::hypot(now.standard_error() / now.value(),
                                          before.standard_error() / before.value());
  check c = cell(g.last);
  c.cell = g.last.gradient->name + ", rank " + std::to_string(static_cast<int>(g.ranks[i])) +
           " against " + std::to_string(static_cast<int>(g.ranks[i - 1]));
  c.rank = static_cast<int>(g.ranks[i]);
  c.formula = "falls: ratio below 1";
  c.measured = estimate::from_standard_error(ratio, error, now.degrees());
  c.prediction = 1;
  c.rel = relation::at_most;
  return c;
}

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  for (const rank_series& g : by_gradient(s, lab)) {
    if (g.ranks.size() < 2) continue;
    check slope = cell(g.last);
    slope.cell = g.last.gradient->name + ", exponent over all ranks";
    slope.rank = 0;
    slope.formula = "proportional to 1/r";
    slope.measured = log_log_slope(g.ranks, g.energies);
    slope.prediction = -1;
    slope.margin = slope_margin * s.budget.margin_scale;
    slope.trials = g.trials;
    all.push_back(slope);
    all.push_back(falsify(slope, "proportional to 1/(r+1)",
                          slope_of(g.ranks, [](double r) { return 1 / (r + 1); })));
    all.push_back(falsify(slope, "proportional to 1/sqrt(r)", -0.5));
    for (std::size_t i = 1; i < g.ranks.size(); ++i) all.push_back(falls(g, i));
  }
  return all;
}

}  // namespace

claim rank_decay() {
  return {"M4",
          "the variance falls as 1/rank",
          "The noise gets strictly weaker as the rank grows, in inverse proportion to it.",
          "E|N|^2 proportional to 1/r",
          "2.2, 2.4",
          verdict::confirmed,
          request_matrices,
          checks};
}

}  // namespace loranoise::verify::claims
