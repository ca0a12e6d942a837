#include "joint_law.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numeric>

#include "conditional.hpp"
#include "theory/row_law.hpp"
#include "verify/power.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr int side = joint_counts::side;

// (1 - g/f)_+ lies in [0, 1], so its variance is at most TV (1 - TV). The limit formula stands in
// for the TV: it is a little smaller, which plans a few trials more. Events are counted on half of
// the trials.
std::uint64_t joint_trials(int rank, Eigen::Index width, double margin_scale) {
  const double tv = theory::row_total_variation_limit(rank, static_cast<double>(width));
  constexpr double widest = 0.5;
  return std::max(
      trials_for_mean(tv * (1 - tv), margin_of_joint_tv(tv, margin_scale)),
      2 * trials_for_probability(widest, joint_event_margin * std::min(2.0, margin_scale)));
}

void add(const study& s, const probe_row& row, int rank, std::vector<joint_experiment>& all) {
  const Eigen::Index width = row.values.size();
  if (width < 2 || rank > width) return;
  all.push_back({&row, rank, joint_trials(rank, width, s.budget.margin_scale)});
}

std::vector<int> wide_ranks(grid g) {
  return g == grid::fine ? std::vector{4, 16, 64} : std::vector{flat_joint_rank};
}

// Runs of neighbouring cells [first, last) of column i that belong to the event.
std::vector<std::pair<int, int>> runs(const joint_event& event, int i) {
  std::vector<std::pair<int, int>> found;
  for (int j = 0; j < side; ++j) {
    const int cell = side * i + j;
    if (!event.cells[static_cast<std::size_t>(cell)]) continue;
    if (!found.empty() && found.back().second == j) {
      found.back().second = j + 1;
    } else {
      found.emplace_back(j, j + 1);
    }
  }
  return found;
}

}  // namespace

std::vector<joint_experiment> joint_experiments(const study& s) {
  std::vector<joint_experiment> all;
  for (const probe_row* row : telling_probes(s)) {
    for (const int rank : s.row_ranks) add(s, *row, rank, all);
  }
  for (const probe_row& row : s.wide_rows) {
    for (const int rank : wide_ranks(s.budget.grid)) add(s, row, rank, all);
  }
  for (const joint_experiment& e : flat_joint_experiments(s)) all.push_back(e);
  return all;
}

std::vector<joint_experiment> flat_joint_experiments(const study& s) {
  std::vector<joint_experiment> all;
  for (const probe_row& row : s.flat_rows) add(s, row, flat_joint_rank, all);
  return all;
}

column_experiment coordinate_of(const joint_experiment& e, const study& s) {
  return column_at(s, *e.row, 0, e.rank);
}

std::vector<joint_experiment> widest_joint_experiments(const study& s) {
  std::vector<joint_experiment> all;
  if (s.flat_rows.empty()) return all;
  for (int rank = flat_joint_rank; rank <= (s.budget.grid == grid::fine ? 1024 : 64); rank *= 4) {
    if (rank > flat_joint_rank && s.budget.grid == grid::coarse) break;
    add(s, s.flat_rows.back(), rank, all);
  }
  return all;
}

std::string place_of(const joint_experiment& e) {
  return e.row->name + ", rank " + std::to_string(e.rank);
}

check check_at(const joint_experiment& e) {
  check c;
  c.cell = place_of(e);
  c.gradient = e.row->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row->values.size());
  c.trials = e.trials;
  return c;
}

joint_event choose_event(const joint_counts& counts) {
  const auto total = [](const std::vector<std::uint64_t>& c) {
    return std::accumulate(c.begin(), c.end(), std::uint64_t{0});
  };
  const double expected = static_cast<double>(total(counts.even)) / (side * side);
  joint_event event;
  event.trials = total(counts.odd);
  for (std::size_t c = 0; c < counts.even.size(); ++c) {
    event.cells.push_back(static_cast<double>(counts.even[c]) > expected);
    if (!event.cells.back()) continue;
    event.hits += counts.odd[c];
    event.gaussian += 1.0 / (side * side);
  }
  return event;
}

double exact_probability(const joint_event& event, int rank, Eigen::Index width) {
  const joint_grid grid(rank, width);
  const boost::math::chi_squared across(static_cast<double>(width - 1));
  const boost::math::gamma_distribution<double> along(rank / 2.0, 2.0 / rank);
  // Beyond these the gamma variate has no mass that would count. In s = x^2 its density is smooth
  // at 0 for rank 1 as well.
  constexpr double no_mass = 1e-9;
  const double end = std::sqrt(quantile(complement(along, no_mass)));
  double sum = 0;
  for (int i = 0; i < side; ++i) {
    const auto inside = runs(event, i);
    if (inside.empty()) continue;
    const auto line = static_cast<std::size_t>(i);
    const double low = i == 0 ? 0 : std::sqrt(std::max(0.0, grid.s[line - 1]));
    const double high = i == side - 1 ? end : std::sqrt(std::max(0.0, grid.s[line]));
    if (!(low < high)) continue;
    const auto integrand = [&](double x) {
      const double s = x * x;
      if (s < 1e-300) return 0.0;
      double p = 0;
      for (const auto& [first, last] : inside) {
        if (last < side) p += cdf(across, grid.w[static_cast<std::size_t>(last) - 1] / s);
        if (last == side) p += 1;
        if (first > 0) p -= cdf(across, grid.w[static_cast<std::size_t>(first) - 1] / s);
      }
      return 2 * x * pdf(along, s) * p;
    };
    constexpr int most_halvings = 8;
    constexpr double relative = exact_event_error / 10;
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(integrand, low, high,
                                                                         most_halvings, relative);
  }
  return sum;
}

}  // namespace loranoise::verify::claims
