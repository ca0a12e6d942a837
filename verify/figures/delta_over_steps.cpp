// delta at a fixed epsilon over several releases, A drawn anew for each.
#include <algorithm>
#include <cmath>

#include "theory/privacy/composition.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void delta_over_steps(const study&, const laboratory&, figure_points& out) {
  constexpr double width = 768;
  constexpr double rank = 16;
  constexpr double cosine = 0.9999;
  constexpr double epsilon = 2;
  const theory::row_release release{rank, width, cosine};
  const double shift = theory::gaussian_shift(release);
  const double one = theory::privacy_profile(release, epsilon);
  const figure_line place{.rank = static_cast<int>(rank),
                          .width = static_cast<int>(width),
                          .rho = cosine,
                          .tau = epsilon};
  for (const int steps : {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128}) {
    const double together =
        steps == 1 ? one : theory::composed_release(release, steps).privacy_profile(epsilon).value;
    out.add_exact(place.of_kind("exact"), steps, together);
    out.add_exact(place.of_kind("steps_times_one"), steps, std::min(1.0, steps * one));
    out.add_exact(place.of_kind("gaussian"), steps,
                  theory::gaussian_privacy_profile(std::sqrt(steps) * shift, epsilon));
  }
}

}  // namespace loranoise::verify::figures
