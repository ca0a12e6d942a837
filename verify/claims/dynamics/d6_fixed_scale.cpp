// Claim D6: the reading that scaling or clipping makes the scale of the noise fixed.
#include <fmt/format.h>

#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/scaled_rows.hpp"

namespace loranoise::verify::claims {
namespace d6 {
namespace {

// From here on an entry's share of its row stands out of the margin in every profile.
constexpr double strong_share = 0.25;

location where(const scaled_row_experiment& e, const probe_coordinate& coordinate) {
  return {.cell = fmt::format("{}, {}, rank {}, {} coordinate", e.row->name, name(e.how), e.rank,
                              coordinate.name),
          .gradient = e.row->name,
          .rank = e.rank,
          .width = static_cast<int>(e.row->values.size()),
          .rho = coordinate.rho,
          .trials = e.trials};
}

// 2 - x, for a bound from below.
std::vector<double> from_two(std::vector<double> blocks) {
  for (double& x : blocks) x = 2 - x;
  return blocks;
}

// r Var N_i/C^2, which the reading has as 1.
std::vector<check> fixed_scale_checks(const scaled_row_experiment& e, const scaled_row_result& r,
                                      std::size_t i, double scale) {
  const probe_coordinate& coordinate = e.row->coordinates[i];
  const estimate variance = estimate::from_blocks(r.squares[i]);
  const double exact =
      e.rank * theory::noise_variance(e.norm() * e.norm(), coordinate.rho * e.norm(), e.rank);
  const double margin = probe_margin * scale;
  const location place =
      where(e, coordinate).part(fmt::format("sd {:.3g} C/sqrt(r)", std::sqrt(exact)));
  std::vector<check> all =
      equal(place, "r Var N_i = |u|^2 + u_i^2", variance, exact).within(margin * exact).control();
  const bool shorter = e.norm() < 1;
  if (!shorter) {
    append(all, at_most(place, "r Var N_i/C^2 <= 2", variance, 2 * (1 + margin)).control());
    append(all, at_most(place, "2 - r Var N_i/C^2 <= 1",
                        estimate::from_blocks(from_two(r.squares[i])), 1 + margin)
                    .control());
  }
  const bool off = shorter || coordinate.rho * coordinate.rho >= strong_share;
  if (!off) return all;
  append(all, equal(place, "sd = C/sqrt(r)", variance, 1)
                  .within(margin)
                  .expecting(exact, margin * exact)
                  .falsified_by("sd = C/sqrt(r + 1)", e.rank / (e.rank + 1.0))
                  .falsified_by("sd = C/sqrt(2 r)", 0.5));
  return all;
}

std::vector<cell> fixed_scale_cells(const study& s) {
  std::vector<cell> all;
  for (const scaled_row_experiment& e : scaled_row_experiments(s)) {
    for (std::size_t i = 0; i < e.row->coordinates.size(); ++i) {
      all.push_back(
          measured_cell(where(e, e.row->coordinates[i]).cell, e,
                        [e, i, scale = s.budget.margin_scale](const scaled_row_result& r) {
                          return fixed_scale_checks(e, r, i, scale);
                        }));
    }
  }
  return all;
}

}  // namespace
}  // namespace d6

claim d6_fixed_scale() {
  using namespace d6;
  return {.id = "D6",
          .title = "the reading that scaled gradients have noise of a fixed scale",
          .statement =
              "With gradient rows scaled (or clipped) to the norm C, the noise has one scale, "
              "C/sqrt(r), rank r, as DP-SGD's has. False: its standard deviation lies between "
              "C/sqrt(r) and sqrt(2) C/sqrt(r), by the share that an entry has of its row; and "
              "rows shorter than C, which clipping leaves alone, have less.",
          .formula = "sd N_i = C sqrt(1 + rho^2)/sqrt(r), not C/sqrt(r)",
          .section = "2.2, 8.8",
          .answers = "v1 to v5",
          .expected = verdict::refuted,
          .cells = fixed_scale_cells};
}

}  // namespace loranoise::verify::claims
