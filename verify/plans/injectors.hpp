// The sweeps over injectors that claims share, how near each comes, and their trials.
#pragma once

#include <vector>

#include "verify/experiments/injector.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

inline constexpr double injected_gain_margin = 0.05;
inline constexpr double injected_mean_margin = 0.05;      // of a coordinate, in its deviations
inline constexpr double injected_variance_margin = 0.05;  // of one coordinate, and of the worst
inline constexpr double injected_mixed_margin = 0.1;      // of the sum over i != j, see i3
inline constexpr double injected_event_margin = 0.01;

/// Every injector on a flat row and on blocks of the profile's number of telling gradients (those
/// with as many columns as the injector takes), or on its own gradients; and the gradient on which
/// its law is known.
std::vector<injector_experiment> injector_experiments(const study& s);

}  // namespace loranoise::verify::claims
