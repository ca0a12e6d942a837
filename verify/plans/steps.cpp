#include "verify/plans/steps.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "verify/plans/matrix_plan.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

// The slope's weights on log T at 1, 2, 4, 8, 16 have squares that sum to 1/(10 log(2)^2). The
// relative variance of the energy is at most that of one step: more steps share it out.
std::uint64_t planned_step_trials(const steps_experiment& e, double scale) {
  constexpr double weights = 0.2082;
  double variance = 0;
  for (const Eigen::MatrixXd& g : e.sequence->gradients) {
    const matrix_plan plan(g);
    variance = std::max(variance, plan.energy_variance(e.rank) + plan.mean_variance(e.rank));
  }
  std::uint64_t trials = trials_for_mean(weights * variance, step_exponent_margin * scale);
  if (e.kind == step_noise::independent) {
    // Independent entries of variances v: relative variance 2 sum v^2/(sum v)^2.
    const Eigen::MatrixXd& g = e.sequence->gradients.front();
    const Eigen::ArrayXd norms = g.rowwise().squaredNorm();
    const Eigen::ArrayXXd v = g.array().square().colwise() + norms;
    trials =
        trials_for_mean(2 * v.square().sum() / std::pow(v.sum(), 2), step_level_margin * scale);
  }
  constexpr std::uint64_t fewest = 512;
  return std::max(trials, fewest);
}

}  // namespace

std::vector<steps_experiment> steps_experiments(const study& s) {
  std::vector<steps_experiment> all;
  for (const auto& sequence : s.sequences) {
    for (const int rank : s.budget.step_ranks) {
      if (rank > sequence->gradients.front().cols()) continue;
      for (const step_noise kind :
           {step_noise::frozen, step_noise::redrawn, step_noise::independent}) {
        steps_experiment e{sequence, kind, rank, 0};
        e.trials = planned_step_trials(e, s.budget.margin_scale);
        all.push_back(e);
      }
    }
  }
  return all;
}

theory::noise_over_steps predicted_noise_over_steps(const steps_experiment& e) {
  const auto& gradients = e.sequence->gradients;
  std::vector<std::span<const double>> entries;
  entries.reserve(gradients.size());
  for (const Eigen::MatrixXd& g : gradients) {
    entries.emplace_back(g.data(), static_cast<std::size_t>(g.size()));
  }
  return theory::predict_noise_over_steps(
      entries, static_cast<std::size_t>(gradients.front().rows()), e.rank, step_counts);
}

}  // namespace loranoise::verify::claims
