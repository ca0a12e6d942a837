// Claim M6: a frozen A does not average out over steps.
#include <algorithm>
#include <cmath>
#include <utility>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/steps.hpp"

namespace loranoise::verify::claims {
namespace m6 {
namespace {

// A steady gradient with A frozen has the same ratio at every T, up to this.
constexpr double steady_rounding = 1e-9;

std::vector<double> step_axis() {
  return {step_counts.begin(), step_counts.end()};
}

double exponent(const std::vector<double>& values) {
  return log_log_slope(step_axis(), values);
}

std::vector<double> halfway(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> middle(a.size());
  std::transform(a.begin(), a.end(), b.begin(), middle.begin(),
                 [](double x, double y) { return (x + y) / 2; });
  return middle;
}

// Blocks hold all numbers of steps of the same trials, so that the slope is taken block by block,
// linear about the means (delta method).
estimate measured_exponent(const steps_result& r) {
  const std::vector<double> steps = step_axis();
  std::vector<double> means;
  means.reserve(r.ratios.size());
  for (const std::vector<double>& ratios : r.ratios) {
    means.push_back(estimate::from_blocks(ratios).value());
  }
  const double slope = log_log_slope(steps, means);
  std::vector<double> blocks;
  for (std::size_t b = 0; b < r.ratios.front().size(); ++b) {
    std::vector<double> shifted = means;
    for (std::size_t i = 0; i < shifted.size(); ++i) {
      shifted[i] = std::exp(r.ratios[i][b] / means[i] - 1);
    }
    blocks.push_back(slope + log_log_slope(steps, shifted));
  }
  return estimate::from_blocks(blocks);
}

location where(const steps_experiment& e) {
  location place;
  place.cell =
      e.sequence->name + ", rank " + std::to_string(e.rank) + ", " + std::string(name(e.kind));
  place.gradient = e.sequence->name;
  place.rank = e.rank;
  place.width = static_cast<int>(e.sequence->gradients.front().cols());
  place.trials = e.trials;
  return place;
}

comparison exponent_over_steps(const steps_experiment& e, const steps_result& r,
                               std::string formula, const std::vector<double>& right,
                               double scale) {
  return equal(where(e).part("exponent over steps"), std::move(formula), measured_exponent(r),
               exponent(right))
      .within(step_exponent_margin * scale)
      .slack(steady_rounding);
}

// The noise of one step, drawn with the variances of the sketch's.
std::vector<check> one_step(const steps_experiment& e, const steps_result& r, double scale) {
  const auto width = static_cast<double>(e.sequence->gradients.front().cols());
  std::vector<double> ratios = r.ratios.front();
  for (double& x : ratios) x /= theory::noise_energy(1, width, e.rank);
  return equal(where(e).part("one step"), "noise of matched variance: energy (m+1)/r",
               estimate::from_blocks(ratios), 1)
      .within(step_level_margin * scale)
      .falsified_by("matched variance 2 % too large", 1.02);
}

std::vector<check> noise_over_steps_checks(const steps_experiment& e, const steps_result& r,
                                           double scale) {
  const theory::noise_over_steps p = predicted_noise_over_steps(e);
  if (e.kind == step_noise::frozen) {
    return exponent_over_steps(e, r, "energy over signal proportional to T^0", p.shared, scale)
        .falsified_by("the covariance of two steps dropped", exponent(p.independent))
        .falsified_by("the covariance of two steps halved",
                      exponent(halfway(p.shared, p.independent)));
  }
  std::vector<check> all =
      exponent_over_steps(e, r,
                          "proportional to sum |G_t|^2/|sum G_t|^2: T^-1 for a steady gradient",
                          p.independent, scale)
          .falsified_by("the covariance of a shared A", exponent(p.shared))
          .falsified_by("energy as T^(-1/2), noise as T^(-1/4)", -0.5);
  if (e.kind == step_noise::independent) append(all, one_step(e, r, scale));
  return all;
}

std::vector<cell> noise_over_steps_cells(const study& s) {
  return cells_at_scale(s, steps_experiments(s), where, noise_over_steps_checks);
}

}  // namespace
}  // namespace m6

claim m6_noise_over_steps() {
  using namespace m6;
  return {
      .id = "M6",
      .title = "a frozen A does not average out over steps",
      .statement =
          "Summed over T steps with one frozen A, the noise keeps its size relative to the summed "
          "gradient; with A drawn anew at each step, or with DP-SGD's independent noise, it falls "
          "as 1/sqrt(T) for a steady gradient.",
      .formula =
          "|sum N|^2/|sum G|^2 constant with A frozen, proportional to 1/T for independent noise",
      .section = "2.6",
      .answers = "v1 to v7",
      .cells = noise_over_steps_cells,
      .needs = "a gradient at least as wide as the profile's lowest rank of matrices"};
}

}  // namespace loranoise::verify::claims
