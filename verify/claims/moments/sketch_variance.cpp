#include "verify/claims/moments/sketch_variance.hpp"

#include <cmath>

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace {

check part(const matrix_experiment& e, const char* which, const estimate& measured,
           double predicted, double margin) {
  check c = check_at(e);
  c.cell += std::string(", ") + which;
  c.formula = orthonormal(e.sketch) ? "r Var N_ki = (m-r)/((m+2)(m-1)) (m |g_k|^2 + (m-2) g_ki^2)"
                                    : "r Var N_ki = |g_k|^2 + (1+kappa) g_ki^2";
  c.measured = measured;
  c.prediction = predicted;
  c.margin = margin * e.margin_scale;
  return c;
}

}  // namespace

void add_falsifier(std::vector<check>& all, const check& c, std::string wrong, double prediction) {
  if (std::abs(prediction - c.prediction) >= c.margin) {
    all.push_back(falsify(c, std::move(wrong), prediction));
  }
}

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
    const check c =
        part(e, "|g_k|^2 part", estimate::from_blocks_with_control(r.norm_part, r.along_rows, 0),
             norm_part, energy_margin);
    all.push_back(c);
    add_falsifier(all, c, "1/(r+1) in place of 1/r", norm_part * e.rank / (e.rank + 1.0));
    add_falsifier(all, c, "variance 2 % too large", 1.02 * norm_part);
    if (orthonormal(e.sketch)) {
      add_falsifier(all, c, "orthonormal rows as Gaussian ones: |g_k|^2 + g_ki^2", 1);
    }
  }
  if (plan.resolves_square_part(e.rank, e.margin_scale, e.trials, kappa)) {
    const check c =
        part(e, "g_ki^2 part", estimate::from_blocks(r.square_part), square_part, square_margin);
    all.push_back(c);
    add_falsifier(all, c, "the g_ki^2 term dropped", 0);
    if (kappa != 0) {
      add_falsifier(all, c, "kappa dropped", 1);
      add_falsifier(all, c, "kappa with the other sign", 1 - kappa);
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
