// Many steps on a quadratic loss, exactly: one A for ever ends on a floor, an A drawn anew at each
// step does not, DP-SGD's fixed noise ends on a plateau.
#include "theory/dynamics/frozen.hpp"
#include "theory/dynamics/independent_steps.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void quadratic_dynamics(const study&, const laboratory&, figure_points& out) {
  constexpr int rank = 16;
  constexpr int width = 64;
  constexpr int steps = 60;  // later a few draws that no one will see decide the mean (8.4)
  constexpr double step = 0.1;
  const figure_line place{.rank = rank, .width = width, .rho = step};
  const theory::frozen_dynamics frozen(rank, width, steps);
  const double energy = (width + 1.0) / rank;
  for (int t = 0; t <= steps; ++t) {
    out.add_exact(place.of_kind("frozen"), t, frozen.second(step, t));
    out.add_exact(place.of_kind("redrawn"), t, theory::redrawn_second(rank, width, step, t));
    out.add_exact(place.of_kind("fixed_noise"), t, theory::fixed_noise_second(energy, step, t));
    out.add_exact(place.of_kind("floor"), t, theory::frozen_floor(rank, width));
  }
}

}  // namespace loranoise::verify::figures
