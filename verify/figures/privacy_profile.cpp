// delta(epsilon) of one released row, for flat rows in a narrow and in a wide layer.
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/row/law.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::figures {
namespace {

constexpr double largest_epsilon = 12;

// One rank for a narrow layer, one for a wide one.
bool profile_shown(const release_experiment& e, const profile& budget) {
  const int rank =
      is_wide(e.row().size()) ? budget.wide_privacy_figure_rank : budget.privacy_figure_rank;
  return e.pair->flat && !e.reversed && e.rank == rank;
}

void add_measured_profile(const release_experiment& e, const release_result& r,
                          const figure_line& place, figure_points& out) {
  constexpr double faintest = 1e-3;  // below, a block's mean is too far from normal
  const theory::row_release release = claims::release_of(e);
  for (std::size_t i = 0; i + 1 < e.epsilons.size(); ++i) {
    const double epsilon = e.epsilons[i];
    if (epsilon > largest_epsilon) continue;
    if (theory::privacy_profile(release, epsilon) < faintest) continue;
    out.add_measured(place.of_kind("measured"), epsilon, estimate::from_blocks(r.delta[i]));
  }
}

void add_exact_profiles(const theory::row_release& release, const figure_line& place,
                        figure_points& out) {
  constexpr int steps = 96;
  const double shift = theory::gaussian_shift(release);
  for (int i = 0; i <= steps; ++i) {
    const double epsilon = largest_epsilon * i / steps;
    out.add_exact(place.of_kind("exact"), epsilon, theory::privacy_profile(release, epsilon));
    out.add_exact(place.of_kind("floor"), epsilon,
                  theory::privacy_floor(release.rank, release.cosine));
    out.add_exact(place.of_kind("gaussian"), epsilon,
                  theory::gaussian_privacy_profile(shift, epsilon));
  }
}

}  // namespace

void privacy_profile(const study& s, const laboratory& lab, figure_points& out) {
  for (const release_experiment& e : claims::release_experiments(s)) {
    if (!profile_shown(e, s.budget) || !lab.has(e)) continue;
    const theory::row_release release = claims::release_of(e);
    const figure_line place{.rank = e.rank,
                            .width = static_cast<int>(e.row().size()),
                            .rho = release.cosine,
                            .tau = release.norm_ratio};
    add_measured_profile(e, lab.result(e), place, out);
    add_exact_profiles(release, place, out);
  }
}

}  // namespace loranoise::verify::figures
