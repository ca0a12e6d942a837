#include "verify/plans/releases.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "theory/privacy/gaussian_mechanism.hpp"
#include "verify/plans/columns.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

std::vector<double> epsilons(const theory::row_release& release) {
  std::vector<double> all{0, 0.5, 1, 2, 3, 4, 6, 8, 12, 16};
  all.push_back(theory::gaussian_privacy_epsilon(theory::gaussian_shift(release), reference_delta));
  return all;
}

// (1 - exp(epsilon - L))_+ lies in [0, 1], so its variance is at most delta (1 - delta), which is
// largest in units of the squared margin at delta = 1/2.
std::uint64_t release_trials(double margin_scale) {
  constexpr double delta = 0.5;
  return trials_for_mean(delta * (1 - delta), margin_of_delta(delta, margin_scale));
}

}  // namespace

double margin_of_delta(double delta, double margin_scale) {
  return margin_scale * std::max(delta_margin * delta, least_delta_margin);
}

theory::row_release release_of(const release_experiment& e) {
  const double ratio = e.pair->norm_ratio();
  return {static_cast<double>(e.rank), static_cast<double>(e.row().size()), e.pair->cosine(),
          e.reversed ? 1 / ratio : ratio};
}

std::vector<release_experiment> release_experiments(const study& s) {
  constexpr double equal_norms = 1e-3;
  std::vector<release_experiment> all;
  for (const auto& pair : s.pairs) {
    const bool wide = is_wide(pair->row.size());
    for (const int rank : wide ? s.budget.wide_release_ranks : s.budget.release_ranks) {
      if (rank > pair->row.size()) continue;
      for (const bool reversed : {false, true}) {
        if (reversed && std::abs(pair->norm_ratio() - 1) < equal_norms) continue;
        const bool lowest = rank == s.budget.release_ranks.front();
        if (reversed && s.budget.reversed_releases == ranks_taken::lowest && !lowest) continue;
        release_experiment e{pair, reversed, rank, {}, release_trials(s.budget.margin_scale)};
        e.epsilons = epsilons(release_of(e));
        all.push_back(std::move(e));
      }
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
