// Claim M2: the variance of every entry.
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/moments/sketch_variance.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace m2 {
namespace {

constexpr const char* formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";

// The entry whose mean square is furthest from the formula, as a ratio to it.
std::vector<check> worst_variance(const matrix_experiment& e, const matrix_result& r) {
  const Eigen::MatrixXd& g = e.gradient->values;
  const Eigen::VectorXd norms = g.rowwise().squaredNorm();
  const auto predicted = [&](auto k, auto j) {
    return theory::noise_variance(norms[k], g(k, j), e.rank);
  };
  const auto [row, column] = worst_entry(g.rows(), g.cols(), [&](auto k, auto j) {
    return norms[k] == 0 ? -1 : std::abs(r.square(k, j) - predicted(k, j)) / r.square_error(k, j);
  });
  const double scale = predicted(row, column);
  const estimate ratio = estimate::from_standard_error(
      r.square(row, column) / scale, r.square_error(row, column) / scale, sweep_blocks - 1);
  return equal(where(e).part("worst entry"), formula,
               ratio.picked_from(static_cast<double>(g.size())), 1)
      .within(entry_margin * e.margin_scale)
      .picked();
}

std::vector<check> evaluate_matrix(const matrix_experiment& e, const matrix_result& r) {
  std::vector<check> all = variance_parts(e, r);
  if (watches_entries(e.gradient->values.size(), e.rank)) append(all, worst_variance(e, r));
  return all;
}

std::vector<check> evaluate_probe(const square_experiment& e, const square_result& r,
                                  double scale) {
  const double rho = e.row->coordinates[e.coordinate].rho;
  const double predicted = e.rank * theory::noise_variance(1, rho, e.rank);
  std::vector<double> ratios = r.squares;
  for (double& x : ratios) x /= predicted;
  return equal(where(e), formula, estimate::from_blocks(ratios), 1)
      .within(probe_margin * scale)
      .falsified_by("the paper's reading |g_k|^2/r", 1 / predicted)
      .falsified_by("the g_ki^2 term twice", (1 + 2 * rho * rho) / predicted);
}

std::vector<cell> variance_formula_cells(const study& s) {
  std::vector<cell> all = cell_each(matrix_experiments(s), evaluate_matrix);
  for (cell& c : cell_each(sketch_experiments(s), variance_parts)) all.push_back(std::move(c));
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
}  // namespace m2

claim m2_variance() {
  using namespace m2;
  return {
      .id = "M2",
      .title = "the variance of every entry",
      .statement =
          "The noise of an entry has the squared norm of its row plus (1 + kappa) times the "
          "entry's square, over the rank r, as its variance; kappa is the excess kurtosis of A's "
          "entries (0 if Gaussian). An A with orthonormal rows (Haar) has a formula of its own.",
      .formula =
          "Var N_ki = (|g_k|^2 + (1+kappa) g_ki^2)/r; Haar: m(m-r)/(r(m+2)) (2 g_ki^2/m + (|g_k|^2 "
          "- g_ki^2)/(m-1))",
      .section = "2.2, 2.5",
      .answers = "v1 to v9",
      .cells = variance_formula_cells};
}

}  // namespace loranoise::verify::claims
