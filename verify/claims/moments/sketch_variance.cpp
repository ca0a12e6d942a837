#include "verify/claims/moments/sketch_variance.hpp"

#include <cmath>

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace {

comparison compare(const matrix_experiment& e, const char* which, const estimate& observed,
                   double predicted, double margin) {
  const char* formula = orthonormal(e.sketch)
                            ? "r Var N_ki = (m-r)/((m+2)(m-1)) (m |g_k|^2 + (m-2) g_ki^2)"
                            : "r Var N_ki = |g_k|^2 + (1+kappa) g_ki^2";
  // With orthonormal rows at rank m there is no noise, and what is measured is the square of
  // rounding.
  constexpr double rounding = 1e-9;
  return equal(where(e).part(which), formula, observed, predicted)
      .within(margin * e.margin_scale)
      .slack(rounding);
}

}  // namespace

// What the rows have in common, <g_k, N_k>, has mean 0 (claim M1) and is regressed out of the
// |g_k|^2 part.
std::vector<check> variance_parts(const matrix_experiment& e, const matrix_result& r) {
  const matrix_plan plan(e.gradient->values);
  const double kappa = excess_kurtosis(e.sketch);
  const auto width = static_cast<int>(e.gradient->values.cols());
  const auto variance = [&](double entry) {
    return e.rank * noise_variance(e.sketch, 1, entry, e.rank, width);
  };
  const double norm_part = variance(0);
  const double square_part = variance(1) - norm_part;
  std::vector<check> all;
  if (plan.resolves_norm_part(e.rank, e.margin_scale, e.trials, kappa)) {
    comparison c =
        compare(e, "|g_k|^2 part", estimate::from_blocks_with_control(r.norm_part, r.along_rows, 0),
                norm_part, energy_margin);
    c.falsified_by("1/(r+1) in place of 1/r", norm_part * e.rank / (e.rank + 1.0));
    c.falsified_by("variance 2 % too large", 1.02 * norm_part);
    if (orthonormal(e.sketch)) {
      c.falsified_by("orthonormal rows as Gaussian ones: |g_k|^2 + g_ki^2", 1);
    }
    append(all, c);
  }
  if (plan.resolves_square_part(e.rank, e.margin_scale, e.trials, kappa)) {
    comparison c =
        compare(e, "g_ki^2 part", estimate::from_blocks(r.square_part), square_part, square_margin);
    c.falsified_by("the g_ki^2 term dropped", 0);
    if (kappa != 0) {
      c.falsified_by("kappa dropped", 1);
      c.falsified_by("kappa with the other sign", 1 - kappa);
    }
    append(all, c);
  }
  return all;
}

}  // namespace loranoise::verify::claims
