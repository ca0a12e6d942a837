#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "theory/moments.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double pooled_margin = 0.01;
constexpr double entry_margin = 0.20;  // single entries of a matrix: thousands share the trials
constexpr double square_margin =
    0.5;  // the u_i^2 part is a few per cent of the whole, so it is known less well
constexpr double probe_margin = 0.05;  // single coordinates of the probe rows

check pooled(const matrix_experiment& e, std::string part, const std::vector<double>& blocks,
             double margin) {
  check c = check_at(e);
  c.cell += ", " + std::move(part);
  c.formula = "r Var N_ki = 1 |g_k|^2 + 1 g_ki^2";
  c.measured = estimate::from_blocks(blocks);
  c.prediction = 1;
  c.margin = margin;
  return c;
}

// The entry whose mean square is furthest from the formula, as a ratio to it.
check worst_entry(const matrix_experiment& e, const matrix_result& r, double margin_scale) {
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
  c.formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";
  c.measured = estimate::from_standard_error(ratio, error, sweep_blocks - 1)
                   .picked_from(static_cast<double>(g.size()));
  c.prediction = 1;
  c.margin = entry_margin * margin_scale;
  return c;
}

std::vector<check> evaluate_matrix(const matrix_experiment& e, const matrix_result& r,
                                   double scale) {
  const check norms = pooled(e, "|g_k|^2 part", r.norm_part, pooled_margin * scale);
  const check squares = pooled(e, "g_ki^2 part", r.square_part, square_margin * scale);
  const double rank = e.rank;
  return {norms, squares, worst_entry(e, r, scale), falsify(squares, "the g_ki^2 term dropped", 0),
          falsify(norms, "1/(r+1) in place of 1/r", rank / (rank + 1))};
}

std::vector<check> evaluate_probe(const row_experiment& e, const row_result& r, std::size_t i,
                                  double scale) {
  const probe_coordinate& p = e.row->coordinates[i];
  const double norm = e.row->values.squaredNorm();
  const double predicted = theory::noise_variance(norm, e.row->values[p.column], e.rank);
  std::vector<double> ratios = r.squares[i];
  for (double& x : ratios) x /= predicted;
  check c = check_at(e, p);
  c.formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";
  c.measured = estimate::from_blocks(ratios);
  c.prediction = 1;
  c.margin = probe_margin * scale;
  return {c, falsify(c, "the paper's reading |g_k|^2/r", norm / e.rank / predicted),
          falsify(c, "variance 5 % too large", 1.05)};
}

std::vector<cell> cells(const study& s) {
  const double scale = s.budget.margin_scale;
  std::vector<cell> all =
      cell_each(matrix_experiments(s), [scale](const matrix_experiment& e, const matrix_result& r) {
        return evaluate_matrix(e, r, scale);
      });
  for (cell& c : cell_each_coordinate(
           row_experiments(s), [scale](const row_experiment&e, const row_result&r, std::size_t i) {
             return evaluate_probe(e, r, i, scale);
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
          "Var N_ki = (|g_k|^2 + g_ki^2)/r",
          "2.2",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
