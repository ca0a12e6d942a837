#include "verify/plans/matrices.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace {

// What a sweep spends, in the unit of the profile's most_matrix_work: about a nanosecond of the
// core on which that was set. It decides trials, and so is part of a run's numbers; the cost of an
// experiment, which moves the progress bar, is another thing and may be tuned.
double planned_work(const matrix_experiment& e) {
  constexpr double rows_together = 16;
  const auto width = static_cast<double>(e.gradient->values.cols());
  const double rows =
      rows_together * std::ceil(static_cast<double>(e.gradient->values.rows()) / rows_together);
  const double drawing = orthonormal(e.sketch) ? 8 + 0.5 * e.rank : 1.2;
  return static_cast<double>(e.trials) * width * (e.rank * (drawing + 0.06 * rows) + 0.15 * rows);
}

// The experiment planned for the profile's margins, or for wider ones if it would cost too much.
template <class Plan>
matrix_experiment affordable(const study& s, const Plan& plan) {
  const matrix_experiment wanted = plan(s.budget.margin_scale);
  const double excess = planned_work(wanted) / s.budget.most_matrix_work;
  return excess > 1 ? plan(s.budget.margin_scale * std::sqrt(excess)) : wanted;
}

std::vector<int> ranks_for(const simulate::gradient& g, const study& s) {
  const bool wide = is_wide(g.values.cols());
  std::vector<int> ranks = wide ? s.budget.wide_matrix_ranks : s.budget.matrix_ranks;
  std::erase_if(ranks, [&](int rank) { return rank > g.values.cols(); });
  return ranks;
}

}  // namespace

std::vector<matrix_experiment> matrix_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const auto& g : s.gradients) {
    const matrix_plan plan(g->values);
    for (const int rank : ranks_for(*g, s)) {
      all.push_back(affordable(s, [&](double scale) {
        return matrix_experiment{g, rank, plan.trials(rank, scale), sketch_family::gaussian, scale};
      }));
    }
  }
  return all;
}

std::vector<shared<simulate::gradient>> telling_gradients(const study& s) {
  std::vector<std::pair<double, shared<simulate::gradient>>> narrow;
  for (const auto& g : s.gradients) {
    if (is_wide(g->values.cols())) continue;
    const double variance = matrix_plan(g->values).square_part_variance();
    if (variance > 0) narrow.emplace_back(variance, g);
  }
  std::stable_sort(narrow.begin(), narrow.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<shared<simulate::gradient>> chosen{s.gradients.front()};
  for (const auto& [variance, g] : narrow) {
    if (chosen.size() < 3 && g->name != chosen.front()->name) chosen.push_back(g);
  }
  return chosen;
}

std::vector<matrix_experiment> sketch_experiments(const study& s) {
  std::vector<matrix_experiment> all;
  for (const auto& g : telling_gradients(s)) {
    const matrix_plan plan(g->values);
    for (const sketch_family sketch : other_sketches()) {
      for (const int rank : s.budget.sketch_ranks) {
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
