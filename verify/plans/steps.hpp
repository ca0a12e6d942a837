// The sweeps over many steps that claims and figures share, how near each comes, and their trials.
#pragma once

#include <vector>

#include "theory/sketches/steps.hpp"
#include "verify/experiments/steps.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

inline constexpr double step_exponent_margin = 0.02;
inline constexpr double step_level_margin = 0.01;

/// Every sequence at the profile's ranks with every kind of noise.
std::vector<steps_experiment> steps_experiments(const study& s);

/// What theory says of the experiment's ratios, at step_counts.
theory::noise_over_steps predicted_noise_over_steps(const steps_experiment& e);

}  // namespace loranoise::verify::claims
