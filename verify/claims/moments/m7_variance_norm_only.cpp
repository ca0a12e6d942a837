// Claim M7: the paper's reading of the variance: the row's norm alone.
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/plans/rows.hpp"

namespace loranoise::verify::claims {
namespace m7 {
namespace {

// From here on the dropped term is far more than the margin, in quick as well: half of it is still
// told from the whole.
constexpr double strong_share = 0.25;
// And up to here it is lost in it.
constexpr double weak_share = 0.001;

double squared_cosine(const square_experiment& e) {
  return std::pow(e.row->coordinates[e.coordinate].rho, 2);
}

// r Var N_ki/|g_k|^2, which the reading has as 1.
check normalised_variance(const square_experiment& e, const square_result& r, double predicted,
                          double scale) {
  check c = check_at(e);
  c.measured = estimate::from_blocks(r.squares);
  c.prediction = predicted;
  c.margin = probe_margin * scale * predicted;
  return c;
}

// The part of the variance that the reading misses, by the delta method.
check missed_share(const check& right, double rho_squared, double scale) {
  const double value = right.measured.value();
  check c = right;
  c.kind = role::control;
  c.formula = "share of the variance that |g_k|^2/r misses = rho^2/(1+rho^2)";
  c.measured = estimate::from_standard_error(
      1 - 1 / value, right.measured.standard_error() / (value * value), right.measured.degrees());
  c.prediction = rho_squared / (1 + rho_squared);
  c.margin = probe_margin * scale;
  return c;
}

std::vector<check> norm_reading_checks(const square_experiment& e, const square_result& r,
                                       double scale) {
  const double rho_squared = squared_cosine(e);
  check reading = normalised_variance(e, r, 1, scale);
  reading.formula = "Var N_ki = |g_k|^2/r";
  if (rho_squared <= weak_share) {
    reading.kind = role::control;
    reading.formula += ", where rho^2 is below " + std::to_string(weak_share).substr(0, 5);
    return {reading};
  }
  const double right = e.rank * theory::noise_variance(1, std::sqrt(rho_squared), e.rank);
  check formula = normalised_variance(e, r, right, scale);
  formula.kind = role::control;
  formula.formula = "Var N_ki = (|g_k|^2 + g_ki^2)/r";
  return {reading, formula, missed_share(formula, rho_squared, scale),
          falsify(reading, "Var N_ki = |g_k|^2/(r+1)", e.rank / (e.rank + 1.0)),
          falsify(reading, "Var N_ki = (|g_k|^2 + g_ki^2/2)/r", 1 + rho_squared / 2)};
}

std::vector<cell> norm_reading_cells(const study& s) {
  std::vector<square_experiment> telling;
  bool any_strong = false;
  for (const square_experiment& e : square_experiments(s)) {
    const double share = squared_cosine(e);
    any_strong = any_strong || share >= strong_share;
    if (share >= strong_share || share <= weak_share) telling.push_back(e);
  }
  if (!any_strong) return {};
  return cell_each(
      telling, [scale = s.budget.margin_scale](const square_experiment& e, const square_result& r) {
        return norm_reading_checks(e, r, scale);
      });
}

}  // namespace
}  // namespace m7

claim m7_variance_norm_only() {
  using namespace m7;
  return {.id = "M7",
          .title = "the paper's reading of the variance: the row's norm alone",
          .statement =
              "The noise variance of an entry is the squared norm of its row over the rank r, "
              "whatever the entry. False where the entry is a large share rho of its row's norm: "
              "that leaves out rho^2/(1+rho^2) of the variance.",
          .formula = "Var N_ki = |g_k|^2/r",
          .section = "2.2",
          .expected = verdict::refuted,
          .cells = norm_reading_cells};
}

}  // namespace loranoise::verify::claims
