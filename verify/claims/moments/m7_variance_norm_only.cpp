// Claim M7: the paper's reading of the variance: the row's norm alone.
#include <fmt/format.h>

#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/margins.hpp"
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

std::vector<check> norm_reading_checks(const square_experiment& e, const square_result& r,
                                       double scale) {
  const double rho_squared = squared_cosine(e);
  // r Var N_ki/|g_k|^2, which the reading has as 1.
  const estimate variance = estimate::from_blocks(r.squares);
  const std::string reading = "Var N_ki = |g_k|^2/r";
  if (rho_squared <= weak_share) {
    return equal(where(e), fmt::format("{}, where rho^2 is below {}", reading, weak_share),
                 variance, 1)
        .within(probe_margin * scale)
        .control();
  }
  const double right = e.rank * theory::noise_variance(1, std::sqrt(rho_squared), e.rank);
  // The share that the reading misses, by the delta method.
  const double value = variance.value();
  const estimate missed = estimate::from_standard_error(
      1 - 1 / value, variance.standard_error() / (value * value), variance.degrees());
  return together({equal(where(e), reading, variance, 1)
                       .within(probe_margin * scale)
                       .expecting(right, probe_margin * scale * right)
                       .falsified_by("Var N_ki = |g_k|^2/(r+1)", e.rank / (e.rank + 1.0))
                       .falsified_by("Var N_ki = (|g_k|^2 + g_ki^2/2)/r", 1 + rho_squared / 2),
                   equal(where(e), "Var N_ki = (|g_k|^2 + g_ki^2)/r", variance, right)
                       .within(probe_margin * scale * right)
                       .control(),
                   equal(where(e), "share of the variance that |g_k|^2/r misses = rho^2/(1+rho^2)",
                         missed, rho_squared / (1 + rho_squared))
                       .within(probe_margin * scale)
                       .control()});
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
          .answers = "v1 to v9",
          .expected = verdict::refuted,
          .cells = norm_reading_cells};
}

}  // namespace loranoise::verify::claims
