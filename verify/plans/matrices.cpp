#include "verify/plans/matrices.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace {

// What one whole-matrix sweep may cost on one core.
double most_nanoseconds(grid g) {
  switch (g) {
    case grid::coarse:
      return 0.4e9;
    case grid::medium:
      return 0.75e9;
    case grid::fine:
      break;
  }
  return 3e9;
}

// The experiment planned for the profile's margins, or for wider ones if it would cost too much.
template <class Plan>
matrix_experiment affordable(const study& s, const Plan& plan) {
  const matrix_experiment wanted = plan(s.budget.margin_scale);
  const double excess = cost(wanted) / most_nanoseconds(s.budget.grid);
  return excess > 1 ? plan(s.budget.margin_scale * std::sqrt(excess)) : wanted;
}

std::vector<int> ranks_for(const named_gradient& g, const study& s) {
  constexpr Eigen::Index wide = 1024;
  const std::size_t step = s.budget.grid == grid::medium && g.values.cols() > wide ? 3 : 1;
  std::vector<int> ranks;
  for (std::size_t i = 0; i < s.matrix_ranks.size(); i += step) {
    if (s.matrix_ranks[i] <= g.values.cols()) ranks.push_back(s.matrix_ranks[i]);
  }
  return ranks;
}

}  // namespace

std::vector<matrix_experiment> matrix_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient& g : s.gradients) {
    const matrix_plan plan(g.values);
    for (const int rank : ranks_for(g, s)) {
      all.push_back(affordable(s, [&](double scale) {
        return matrix_experiment{&g, rank, plan.trials(rank, scale), sketch_family::gaussian,
                                 scale};
      }));
    }
  }
  return all;
}

std::vector<const named_gradient*> telling_gradients(const study& s) {
  constexpr Eigen::Index widest = 1024;
  std::vector<std::pair<double, const named_gradient*>> narrow;
  for (const named_gradient& g : s.gradients) {
    if (g.values.cols() > widest) continue;
    const double variance = matrix_plan(g.values).square_part_variance();
    if (variance > 0) narrow.emplace_back(variance, &g);
  }
  std::stable_sort(narrow.begin(), narrow.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const named_gradient*> chosen{&s.gradients.front()};
  for (const auto& [variance, g] : narrow) {
    if (chosen.size() < 3 && g != chosen.front()) chosen.push_back(g);
  }
  return chosen;
}

std::vector<matrix_experiment> sketch_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const named_gradient* g : telling_gradients(s)) {
    const matrix_plan plan(g->values);
    for (const sketch_family sketch : other_sketches()) {
      for (const int rank : s.sketch_ranks) {
        if (rank > g->values.cols()) continue;
        all.push_back(affordable(s, [&](double scale) {
          const auto trials = plan.sketch_trials(rank, scale, excess_kurtosis(sketch));
          return matrix_experiment{g, rank, trials, sketch, scale};
        }));
      }
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
