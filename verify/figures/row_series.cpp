#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "theory/distance/distance.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"
#include "theory/row/law.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/figures/series_points.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/releases.hpp"
#include "verify/plans/whole_rows.hpp"

namespace loranoise::verify::detail {
namespace {

std::string shortest(double x) {
  return fmt::format("{:g}", x);
}

}  // namespace

void row_tv(const study& s, const laboratory& lab, points& out) {
  const std::string figure = "row_tv";
  const std::string tag = "r=" + std::to_string(claims::flat_row_rank) + " ";
  double narrowest = 0;
  double widest = 0;
  for (const whole_row_experiment& e : claims::flat_whole_row_experiments(s)) {
    if (!lab.has(e)) continue;
    const auto width = static_cast<double>(e.row->values.size());
    narrowest = narrowest == 0 ? width : narrowest;
    widest = width;
    add_measured(out, figure, tag + "row measured", width,
                 estimate::from_blocks(lab.result(e).overlap_loss));
    const column_experiment coordinate = claims::coordinate_of(e, s);
    if (!lab.has(coordinate)) continue;
    add_measured(out, figure, tag + "coordinate measured", width,
                 claims::excess_estimate(lab.result(coordinate)));
  }
  if (widest == 0) return;
  constexpr double points_an_octave = 4;
  const auto last = static_cast<int>(std::lround(points_an_octave * std::log2(widest / narrowest)));
  for (int i = 0; i <= last; ++i) {
    const double width = narrowest * std::exp2(i / points_an_octave);
    constexpr int rank = claims::flat_row_rank;
    add_exact(out, figure, tag + "row exact", width, theory::row_total_variation(rank, width));
    add_exact(out, figure, tag + "row limit", width,
              theory::row_total_variation_limit(rank, width));
    add_exact(out, figure, tag + "coordinate exact", width,
              theory::total_variation(rank, 1 / std::sqrt(width)));
  }
}

void privacy_profile(const study& s, const laboratory& lab, points& out) {
  constexpr double largest_epsilon = 12;
  constexpr double faintest = 1e-3;  // below, a block's mean is too far from normal
  constexpr int steps = 96;
  const std::string figure = "privacy_profile";
  for (const release_experiment& e : claims::release_experiments(s)) {
    const bool flat = e.pair->name.starts_with("flat row");
    const bool wide = e.row().size() >= 1024;
    if (!flat || e.reversed || !lab.has(e) || e.rank != (wide ? 16 : 4)) continue;
    const theory::row_release release = claims::release_of(e);
    const std::string tag = "m=" + std::to_string(e.row().size()) + " r=" + std::to_string(e.rank) +
                            " rho=" + shortest(release.cosine) +
                            " tau=" + shortest(release.norm_ratio) + " ";
    for (std::size_t i = 0; i + 1 < e.epsilons.size(); ++i) {
      const double epsilon = e.epsilons[i];
      if (epsilon > largest_epsilon) continue;
      if (theory::privacy_profile(release, epsilon) < faintest) continue;
      add_measured(out, figure, tag + "measured", epsilon,
                   estimate::from_blocks(lab.result(e).delta[i]));
    }
    const double shift = theory::gaussian_shift(release);
    for (int i = 0; i <= steps; ++i) {
      const double epsilon = largest_epsilon * i / steps;
      add_exact(out, figure, tag + "exact", epsilon, theory::privacy_profile(release, epsilon));
      add_exact(out, figure, tag + "floor", epsilon,
                theory::privacy_floor(release.rank, release.cosine));
      add_exact(out, figure, tag + "gaussian", epsilon,
                theory::gaussian_privacy_profile(shift, epsilon));
    }
  }
}

}  // namespace loranoise::verify::detail
