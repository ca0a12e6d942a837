#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "matrix_plan.hpp"
#include "theory/moments.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr const char* formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";

// A falsifier that the check is planned to tell from the truth.
void add_falsifier(std::vector<check>& all, const check& c, std::string wrong, double prediction) {
  if (std::abs(prediction - c.prediction) >= c.margin) {
    all.push_back(falsify(c, std::move(wrong), prediction));
  }
}

check part(const matrix_experiment& e, std::string which, const estimate& measured, double margin) {
  check c = check_at(e);
  c.cell += ", " + std::move(which);
  c.formula = "r Var N_ki = 1 |g_k|^2 + 1 g_ki^2";
  c.measured = measured;
  c.prediction = 1;
  c.margin = margin * e.margin_scale;
  return c;
}

// The entry whose mean square is furthest from the formula, as a ratio to it.
check worst_entry(const matrix_experiment& e, const matrix_result& r) {
  const Eigen::MatrixXd& g = e.gradient->values;
  const Eigen::VectorXd norms = g.rowwise().squaredNorm();
  double worst = -1;
  double ratio = 1;
  double error = 0;
  for (Eigen::Index j = 0; j < g.cols(); ++j) {
    for (Eigen::Index k = 0; k < g.rows(); ++k) {
      if (norms[k] == 0) continue;
      const double predicted = theory::noise_variance(norms[k], g(k, j), e.rank);
      const double off = std::abs(r.square(k, j) - predicted) / r.square_error(k, j);
      if (off > worst) {
        worst = off;
        ratio = r.square(k, j) / predicted;
        error = r.square_error(k, j) / predicted;
      }
    }
  }
  check c = check_at(e);
  c.cell += ", worst entry";
  c.formula = formula;
  c.measured = estimate::from_standard_error(ratio, error, sweep_blocks - 1)
                   .picked_from(static_cast<double>(g.size()));
  c.prediction = 1;
  c.margin = entry_margin * e.margin_scale;
  return c;
}

// What the rows have in common, <g_k, N_k>, has mean 0 (claim M1) and is regressed out of the
// |g_k|^2 part.
std::vector<check> evaluate_matrix(const matrix_experiment& e, const matrix_result& r) {
  const matrix_plan plan(e.gradient->values);
  std::vector<check> all;
  if (plan.resolves_norm_part(e.rank, e.margin_scale, e.trials)) {
    const auto measured = estimate::from_blocks_with_control(r.norm_part, r.along_rows, 0);
    const check c = part(e, "|g_k|^2 part", measured, energy_margin);
    all.push_back(c);
    add_falsifier(all, c, "1/(r+1) in place of 1/r", e.rank / (e.rank + 1.0));
    add_falsifier(all, c, "variance 2 % too large", 1.02);
  }
  if (plan.resolves_square_part(e.rank, e.margin_scale, e.trials)) {
    const check c = part(e, "g_ki^2 part", estimate::from_blocks(r.square_part), square_margin);
    all.push_back(c);
    add_falsifier(all, c, "the g_ki^2 term dropped", 0);
  }
  if (watches_entries(e.gradient->values, e.rank)) all.push_back(worst_entry(e, r));
  return all;
}

std::vector<check> evaluate_probe(const square_experiment& e, const square_result& r,
                                  double scale) {
  const double rho = e.row->coordinates[e.coordinate].rho;
  const double predicted = e.rank * theory::noise_variance(1, rho, e.rank);
  std::vector<double> ratios = r.squares;
  for (double& x : ratios) x /= predicted;
  check c = check_at(e);
  c.formula = formula;
  c.measured = estimate::from_blocks(ratios);
  c.prediction = 1;
  c.margin = probe_margin * scale;
  std::vector<check> all{c};
  add_falsifier(all, c, "the paper's reading |g_k|^2/r", 1 / predicted);
  add_falsifier(all, c, "the g_ki^2 term twice", (1 + 2 * rho * rho) / predicted);
  return all;
}

std::vector<cell> cells(const study& s) {
  std::vector<cell> all = cell_each(matrix_experiments(s), evaluate_matrix);
  for (cell& c :
       cell_each(square_experiments(s),
                 [scale = s.budget.margin_scale](const square_experiment&e, const square_result&r) {
                   return evaluate_probe(e, r, scale);
                 })) {
    all.push_back(std::move(c));
  }
  return all;
}

}  // namespace

claim variance_formula() {
  return {"M2",
          "the variance is a known function of the rank",
          "Each entry's noise variance is the row's squared norm plus the entry's square, over the "
          "rank.",
          formula,
          "2.2",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
