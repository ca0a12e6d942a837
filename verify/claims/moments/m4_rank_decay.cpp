// Claim M4: the noise falls as 1/rank.
#include <algorithm>
#include <cmath>
#include <utility>

#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace m4 {
namespace {

constexpr double decay_margin = 0.01;

struct rank_series {
  std::vector<double> ranks;
  std::vector<estimate> energies;
  std::uint64_t trials = 0;
};

rank_series measure(const std::vector<matrix_experiment>& over_ranks, const laboratory& lab) {
  rank_series series;
  for (const matrix_experiment& e : over_ranks) {
    const matrix_result& r = lab.result(e);
    series.ranks.push_back(e.rank);
    series.energies.push_back(estimate::from_blocks_with_control(r.energy, r.along, 0));
    series.trials += r.trials;
  }
  return series;
}

template <class Formula>
double slope_of(const std::vector<double>& ranks, Formula formula) {
  std::vector<double> values;
  values.reserve(ranks.size());
  for (const double r : ranks) values.push_back(formula(r));
  return log_log_slope(ranks, values);
}

// Strict decrease: the energy at one rank over the energy at the rank before, by the delta method.
comparison falls(const rank_series& g, const matrix_experiment& e, std::size_t i) {
  const estimate& now = g.energies[i];
  const estimate& before = g.energies[i - 1];
  const double ratio = now.value() / before.value();
  const double error = ratio * std::hypot(now.standard_error() / now.value(),
                                          before.standard_error() / before.value());
  location place = where(e);
  place.cell += " against " + std::to_string(static_cast<int>(g.ranks[i - 1]));
  return at_most(std::move(place), "falls: ratio below 1",
                 estimate::from_standard_error(ratio, error, now.degrees()), 1);
}

// The margin of the exponent, or what the energies' own margins leave of it where ranks are few or
// near: an error of each log E|N|^2 goes in with (log r - mean)/sum (log r - mean)^2.
double exponent_margin(const std::vector<matrix_experiment>& over_ranks, double scale) {
  double sum = 0;
  double squares = 0;
  double widest = scale;
  for (const matrix_experiment& e : over_ranks) {
    const double x = std::log(static_cast<double>(e.rank));
    sum += x;
    squares += x * x;
    widest = std::max(widest, e.margin_scale);
  }
  const double spread = squares - sum * sum / static_cast<double>(over_ranks.size());
  return std::max(decay_margin * scale, energy_margin * widest / std::sqrt(spread));
}

std::vector<check> rank_decay_checks(const std::vector<matrix_experiment>& over_ranks,
                                     const laboratory& lab, double scale) {
  const rank_series g = measure(over_ranks, lab);
  location place = where(over_ranks.back()).with_trials(g.trials);
  place.cell = over_ranks.back().gradient->name + ", exponent over all ranks";
  place.rank = 0;
  std::vector<check> all =
      equal(std::move(place), "proportional to 1/r", log_log_slope(g.ranks, g.energies), -1)
          .within(exponent_margin(over_ranks, scale))
          .falsified_by("proportional to 1/(r+1)",
                        slope_of(g.ranks, [](double r) { return 1 / (r + 1); }))
          .falsified_by("proportional to 1/sqrt(r)", -0.5);
  for (std::size_t i = 1; i < g.ranks.size(); ++i) append(all, falls(g, over_ranks[i], i));
  return all;
}

std::vector<cell> rank_decay_cells(const study& s) {
  std::vector<cell> all;
  const auto gradient = [](const matrix_experiment& e) { return e.gradient->name; };
  for (const auto& group : group_by(matrix_experiments(s), gradient)) {
    if (group.size() < 2) continue;
    all.push_back(combined_cell(group.front().gradient->name, group,
                                [group, scale = s.budget.margin_scale](const laboratory& lab) {
                                  return rank_decay_checks(group, lab, scale);
                                }));
  }
  return all;
}

}  // namespace
}  // namespace m4

claim m4_rank_decay() {
  using namespace m4;
  return {.id = "M4",
          .title = "the noise falls as 1/rank",
          .statement =
              "The expected squared norm of the noise falls at every step up in the rank r, in "
              "proportion to 1/r.",
          .formula = "E|N|^2 proportional to 1/r",
          .section = "2.2, 2.4",
          .answers = "v1 to v9",
          .cells = rank_decay_cells,
          .needs = "a gradient at least as wide as two of the profile's ranks"};
}

}  // namespace loranoise::verify::claims
