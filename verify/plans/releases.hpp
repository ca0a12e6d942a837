// Which released rows are told from their neighbours, and how many trials each gets.
#pragma once

#include <vector>

#include "theory/privacy/row_release.hpp"
#include "verify/experiments/release.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Margin of delta: relative, and absolute where that is more.
inline constexpr double delta_margin = 0.02;
inline constexpr double least_delta_margin = 0.01;
/// Between these a mean of (1 - exp(epsilon - L))_+ over a block is normal enough for its interval.
inline constexpr double smallest_delta = 0.05;
inline constexpr double largest_delta = 0.98;
/// The delta at which the Gaussian mechanism is compared: its epsilon is the last of an experiment.
inline constexpr double reference_delta = 1e-5;

double margin_of_delta(double delta, double margin_scale);

/// Every pair at the profile's ranks, in both directions where their norms differ and the profile
/// takes both. The epsilons are
/// fixed ones, and the Gaussian mechanism's at reference_delta.
std::vector<release_experiment> release_experiments(const study& s);

theory::row_release release_of(const release_experiment& e);

}  // namespace loranoise::verify::claims
