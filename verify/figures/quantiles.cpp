// Quantiles of the standardised noise against those of the Gaussian: measured, and by the exact
// law.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "theory/coordinate/law.hpp"
#include "theory/numerics/normal.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/rows.hpp"

namespace loranoise::verify::figures {
namespace {

constexpr double largest_normal = 4;

// Where the Gaussian has the share of draws that lie below z, with the interval of that share.
void add_measured_quantiles(const row_result& r, const figure_line& place, figure_points& out) {
  constexpr int bins_per_point = 60;
  constexpr double fewest = 20;  // draws beyond a quantile
  const auto counts = r.coordinates.front().both();
  std::uint64_t below = counts.front();
  for (int bin = 1; bin <= coordinate_counts::bins; ++bin) {
    below += counts[static_cast<std::size_t>(bin)];
    const auto beyond = static_cast<double>(std::min(below, r.trials - below));
    if (bin % bins_per_point != 0 || beyond < fewest) continue;
    const estimate share = estimate::from_binomial(below, r.trials);
    const interval range = share.interval_at(figure_alpha);
    out.add(place.of_kind("measured"), coordinate_counts::edge(bin + 1),
            theory::normal_quantile(share.value()),
            {theory::normal_quantile(range.low), theory::normal_quantile(range.high)});
  }
}

}  // namespace

void quantiles(const study& s, const laboratory& lab, figure_points& out) {
  for (const row_experiment& e : claims::row_experiments(s)) {
    const auto& ranks = s.budget.density_figure_ranks;
    const bool shown = std::find(ranks.begin(), ranks.end(), e.rank) != ranks.end();
    if (!shown || e.row->name != s.probes.front()->name || !lab.has(e)) continue;
    const double rho = e.row->coordinates.front().rho;
    const figure_line place{.gradient = e.row->name, .rank = e.rank, .rho = rho};
    add_measured_quantiles(lab.result(e), place, out);
    const auto law = theory::coordinate_law<double>::standardised(e.rank, rho);
    constexpr int points_per_unit = 20;
    constexpr int last = 6 * points_per_unit;
    for (int i = -last; i <= last; ++i) {
      const double z = static_cast<double>(i) / points_per_unit;
      // From the smaller tail, which is no probability of 1.
      const bool left = z < mean(law);
      const double tail = left ? cdf(law, z) : sf(law, z);
      if (tail < theory::normal_sf(largest_normal)) continue;
      const double normal = theory::normal_quantile(tail);
      out.add_exact(place.of_kind("exact"), z, left ? normal : -normal);
    }
  }
}

}  // namespace loranoise::verify::figures
