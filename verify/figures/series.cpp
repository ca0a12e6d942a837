#include "verify/figures/series.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "theory/coordinate/law.hpp"
#include "theory/distance/bounds.hpp"
#include "theory/distance/distance.hpp"
#include "theory/sketches/moments.hpp"
#include "verify/claims/distance/event_excess.hpp"
#include "verify/figures/series_points.hpp"
#include "verify/plans/columns.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/rows.hpp"
#include "verify/statistics/distribution_distance.hpp"

namespace loranoise::verify {
namespace {

using namespace detail;

// Mean noise variance of an entry, in units of the mean squared entry of the gradient.
void variance_vs_rank(const study& s, const laboratory& lab, points& out) {
  for (const matrix_experiment& e : claims::matrix_experiments(s)) {
    if (!lab.has(e)) continue;
    const Eigen::MatrixXd& g = e.gradient->values;
    const double scale = g.squaredNorm();
    std::vector<double> blocks = lab.result(e).energy;
    for (double& x : blocks) x /= scale;
    add_measured(out, "variance_vs_rank", e.gradient->name + " measured", e.rank,
                 estimate::from_blocks(blocks));
    add_exact(out, "variance_vs_rank", e.gradient->name + " formula", e.rank,
              theory::noise_energy(1, static_cast<double>(g.cols()), e.rank));
  }
}

// The first probe row's strongest coordinate.
void density(const study& s, const laboratory& lab, points& out) {
  constexpr int bins_a_point = 24;
  for (const row_experiment& e : claims::row_experiments(s)) {
    const auto& ranks = s.budget.density_figure_ranks;
    if (std::find(ranks.begin(), ranks.end(), e.rank) == ranks.end()) continue;
    if (!lab.has(e) || e.row->name != s.probes.front()->name) continue;
    const double rho = e.row->coordinates.front().rho;
    const auto law = theory::coordinate_law<double>::standardised(e.rank, rho);
    const row_result& r = lab.result(e);
    const auto counts = r.coordinates.front().both();
    const std::string tag = "r=" + std::to_string(e.rank) + " ";
    for (int first = 1; first <= coordinate_counts::bins; first += bins_a_point) {
      const double low = coordinate_counts::edge(first);
      const double high = coordinate_counts::edge(first + bins_a_point);
      const double z = (low + high) / 2;
      if (std::abs(z) > 6) continue;
      std::uint64_t hits = 0;
      for (int b = first; b < first + bins_a_point; ++b) {
        hits += counts[static_cast<std::size_t>(b)];
      }
      const interval range = estimate::from_binomial(hits, r.trials).interval_at(figure_alpha);
      const double width = high - low;
      out.push_back({"density", tag + "measured", z,
                     static_cast<double>(hits) / static_cast<double>(r.trials) / width,
                     range.low / width, range.high / width});
    }
    for (int i = -480; i <= 480; ++i) {
      const double z = (i + 0.5) / 80;  // never on the pole of rank 1 when rho is 0
      add_exact(out, "density", tag + "exact", z, pdf(law, z));
      add_exact(out, "density", tag + "gaussian", z, normal_pdf(z));
    }
  }
}

// The coordinate closest to cosine 0.
void tv_vs_rank(const study& s, const laboratory& lab, points& out) {
  const auto experiments = claims::column_experiments(s);
  if (experiments.empty() || !lab.has(experiments.front())) return;
  const auto magnitude = [](const column_experiment& e) { return std::abs(claims::cosine(e)); };
  const column_experiment* weakest = &experiments.front();
  for (const auto& e : experiments) {
    if (magnitude(e) < magnitude(*weakest)) weakest = &e;
  }
  const double rho = claims::cosine(*weakest);
  std::set<int> ranks{1, 2, 4, 8, 16, 32, 64, 128, 256};
  for (const column_experiment& e : experiments) {
    if (e.row->name != weakest->row->name || e.coordinate != weakest->coordinate) continue;
    add_measured(out, "tv_vs_rank", "measured", e.rank, claims::excess_estimate(lab.result(e)));
    ranks.insert(e.rank);
  }
  for (const int rank : ranks) {
    add_exact(out, "tv_vs_rank", "exact", rank, theory::total_variation(rank, rho));
    add_exact(out, "tv_vs_rank", "fourth_moment_bound", rank, theory::fourth_moment_tv(rank, rho));
    add_exact(out, "tv_vs_rank", "two_term_bound", rank, theory::two_term_tv(rank, rho));
  }
}

void tv_vs_width(const study& s, const laboratory& lab, points& out) {
  const auto experiments = claims::flat_row_experiments(s);
  if (experiments.empty() || !lab.has(experiments.front())) return;
  double first_width = 0;
  double first_tv = 0;
  const double floor = theory::total_variation(s.budget.flat_row_rank, 0);
  for (const row_experiment& e : experiments) {
    const double rho = e.row->coordinates.front().rho;
    const auto width = static_cast<double>(e.row->values.size());
    const double exact = theory::total_variation(e.rank, rho);
    if (first_width == 0) {
      first_width = width;
      first_tv = exact;
    }
    add_measured(out, "tv_vs_width", "measured", width,
                 claims::choose_event(lab.result(e).coordinates.front()).excess());
    add_exact(out, "tv_vs_width", "exact", width, exact);
    add_exact(out, "tv_vs_width", "floor", width, floor);
    add_exact(out, "tv_vs_width", "reading 1/sqrt(m)", width,
              first_tv * std::sqrt(first_width / width));
  }
}

}  // namespace

std::vector<series_point> figure_series(const study& s, const laboratory& lab) {
  points out;
  for (const auto& figure :
       {variance_vs_rank, density, tv_vs_rank, tv_vs_width, row_tv, privacy_profile}) {
    figure(s, lab, out);
  }
  return out;
}

}  // namespace loranoise::verify
