// Density of the standardised noise: the first probe row's strongest coordinate at three ranks.
#include <algorithm>
#include <cmath>

#include "theory/coordinate/law.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify::figures {
namespace {

constexpr double largest_z = 6;

bool density_shown(const row_experiment& e, const study& s) {
  const auto& ranks = s.budget.density_figure_ranks;
  const bool rank = std::find(ranks.begin(), ranks.end(), e.rank) != ranks.end();
  return rank && e.row->name == s.probes.front()->name;
}

void add_histogram(const row_result& r, const figure_line& place, figure_points& out) {
  constexpr int bins_per_point = 24;
  const auto counts = r.coordinates.front().both();
  for (int first = 1; first <= coordinate_counts::bins; first += bins_per_point) {
    const double low = coordinate_counts::edge(first);
    const double high = coordinate_counts::edge(first + bins_per_point);
    const double z = (low + high) / 2;
    if (std::abs(z) > largest_z) continue;
    std::uint64_t hits = 0;
    for (int b = first; b < first + bins_per_point; ++b) {
      hits += counts[static_cast<std::size_t>(b)];
    }
    const interval range = estimate::from_binomial(hits, r.trials).interval_at(figure_alpha);
    const double width = high - low;
    out.add(place.of_kind("measured"), z,
            static_cast<double>(hits) / static_cast<double>(r.trials) / width,
            {range.low / width, range.high / width});
  }
}

void add_laws(int rank, double rho, const figure_line& place, figure_points& out) {
  constexpr int points_per_unit = 80;
  const auto law = theory::coordinate_law<double>::standardised(rank, rho);
  const int last = static_cast<int>(largest_z) * points_per_unit;
  for (int i = -last; i <= last; ++i) {
    const double z = (i + 0.5) / points_per_unit;  // never on the pole of rank 1 when rho is 0
    out.add_exact(place.of_kind("exact"), z, pdf(law, z));
    out.add_exact(place.of_kind("gaussian"), z, normal_pdf(z));
  }
}

}  // namespace

void density(const study& s, const laboratory& lab, figure_points& out) {
  for (const row_experiment& e : claims::row_experiments(s)) {
    if (!lab.has(e) || !density_shown(e, s)) continue;
    const double rho = e.row->coordinates.front().rho;
    const figure_line place{.gradient = e.row->name, .rank = e.rank, .rho = rho};
    add_histogram(lab.result(e), place, out);
    add_laws(e.rank, rho, place, out);
  }
}

}  // namespace loranoise::verify::figures
