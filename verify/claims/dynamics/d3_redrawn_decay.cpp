// Claim D3: with A redrawn at each step the error decays, without a floor.
#include <fmt/format.h>

#include <cmath>

#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "verify/claims/dynamics/descent_cells.hpp"
#include "verify/plans/margins.hpp"

namespace loranoise::verify::claims {
namespace d3 {
namespace {

// Of the mean logarithm per step, absolute.
constexpr double log_margin = 0.002;

std::vector<check> after(const descent_experiment& e, const descent_result& r, std::size_t look,
                         double scale) {
  const int steps = e.looks[look];
  const double step = e.loss->loss.rate;
  const double rank = e.rank;
  const double width = e.loss->width();
  const double exact = theory::redrawn_second(rank, width, step, steps);
  const double floor = theory::frozen_floor(rank, width);
  return equal(where(e).part(fmt::format("after {}", steps)),
               "E|e_T|^2 = ((1-a)^2 + a^2 (m+1)/r)^T", estimate::from_blocks(r.squared[look]),
               exact)
      .within(redrawn_margin * scale * exact)
      .falsified_by("m/r in the place of (m+1)/r",
                    theory::redrawn_second(rank, width - 1, step, steps))
      .falsified_by("(1-a)^(2T), the noise left out",
                    std::pow(theory::independent_steps_mean(step, steps), 2))
      .falsified_by("the frozen A's floor stays", floor + (1 - floor) * exact);
}

std::vector<check> decay_checks(const descent_experiment& e, const descent_result& r,
                                double scale) {
  std::vector<check> all;
  for (std::size_t look = 0; look < e.looks.size(); ++look) append(all, after(e, r, look, scale));
  const double step = e.loss->loss.rate;
  const double width = e.loss->width();
  append(all, equal(where(e).part("logarithm"), "E log(|e_(t+1)|^2/|e_t|^2)",
                    estimate::from_blocks(r.log_squared),
                    theory::redrawn_log_factor(e.rank, width, step))
                  .within(log_margin * scale)
                  .falsified_by("the logarithm of the mean factor",
                                std::log(theory::redrawn_second(e.rank, width, step, 1))));
  return all;
}

std::vector<cell> decay_cells(const study& s) {
  return cells_at_scale(s, redrawn_experiments(s), where, decay_checks);
}

}  // namespace
}  // namespace d3

claim d3_redrawn_decay() {
  using namespace d3;
  return {.id = "D3",
          .title = "a redrawn A has no floor",
          .statement =
              "With A drawn anew at each step of descent on a quadratic loss the second moment of "
              "the error is one factor to the power T, and has no floor; a typical run falls "
              "faster than that, by the mean of the factor's logarithm.",
          .formula = "E|e_T|^2 = ((1-a)^2 + a^2 (m+1)/r)^T |e_0|^2",
          .section = "8.5",
          .answers = "v1 to v7",
          .cells = decay_cells};
}

}  // namespace loranoise::verify::claims
