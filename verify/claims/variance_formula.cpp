#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "theory/moments.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double pooled_margin = 0.02;
constexpr double entry_margin = 0.20;  // single entries of a matrix: thousands share the trials
constexpr double square_margin =
    0.5;  // the u_i^2 part is a few per cent of the whole, so it is known less well
constexpr double probe_margin = 0.05;  // single coordinates of the probe rows

check pooled(const matrix_experiment& e, std::string part, const std::vector<double>& blocks,
             double margin) {
  check c = cell(e);
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
  check c = cell(e);
  c.cell += ", worst entry";
  c.formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";
  c.measured = estimate::from_standard_error(ratio, error, sweep_blocks - 1)
                   .picked_from(static_cast<double>(g.size()));
  c.prediction = 1;
  c.margin = entry_margin * margin_scale;
  return c;
}

void add_matrix(const matrix_experiment& e, const matrix_result& r, double scale,
                std::vector<check>& all) {
  const check norms = pooled(e, "|g_k|^2 part", r.norm_part, pooled_margin * scale);
  const check squares = pooled(e, "g_ki^2 part", r.square_part, square_margin * scale);
  const double rank = e.rank;
  all.push_back(norms);
  all.push_back(squares);
  all.push_back(worst_entry(e, r, scale));
  all.push_back(falsify(squares, "the g_ki^2 term dropped", 0));
  all.push_back(falsify(norms, "1/(r+1) in place of 1/r", rank / (rank + 1)));
}

void add_probe(const row_experiment& e, const row_result& r, double scale,
               std::vector<check>& all) {
  for (std::size_t i = 0; i < e.row->coordinates.size(); ++i) {
    const probe_coordinate& p = e.row->coordinates[i];
    const double norm = e.row->values.squaredNorm();
    const double predicted = theory::noise_variance(norm, e.row->values[p.column], e.rank);
    std::vector<double> ratios = r.squares[i];
    for (double& x : ratios) x /= predicted;
    check c = cell(e, p);
    c.formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";
    c.measured = estimate::from_blocks(ratios);
    c.prediction = 1;
    c.margin = probe_margin * scale;
    all.push_back(c);
    all.push_back(falsify(c, "the paper's reading |g_k|^2/r", norm / e.rank / predicted));
    all.push_back(falsify(c, "variance 5 % too large", 1.05));
  }
}

void request(const study& s, laboratory& lab) {
  request_matrices(s, lab);
  request_rows(s, lab);
}

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  const double scale = s.budget.margin_scale;
  for (const auto& e : matrix_experiments(s)) add_matrix(e, lab.result(e), scale, all);
  for (const auto& e : row_experiments(s)) add_probe(e, lab.result(e), scale, all);
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
          request,
          checks};
}

}  // namespace loranoise::verify::claims
