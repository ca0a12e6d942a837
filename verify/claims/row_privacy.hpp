// The releases that privacy claims share.
#pragma once

#include <string>
#include <vector>

#include "experiments/release.hpp"
#include "theory/privacy.hpp"
#include "verify/claim.hpp"

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

/// Adds the falsifier of `c` to `all`, unless it is too close to the truth, `c.prediction`, for the
/// planned trials: such a one is put forward where it can be caught.
void falsify_where_visible(std::vector<check>& all, const check& c, const char* formula,
                           double prediction);
/// In margins.
inline constexpr double visible = 1.5;

/// Every pair at the budget's ranks, in both directions where their norms differ. The epsilons are
/// fixed ones, and the Gaussian mechanism's at reference_delta.
std::vector<release_experiment> release_experiments(const study& s);

/// A cell for each: evaluate(experiment, result, margin scale).
std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double));

theory::row_release release_of(const release_experiment& e);
check check_at(const release_experiment& e);

/// delta(epsilon) if the logarithm of the loss had another coefficient:
/// L = -m ln(tau) + coefficient ln(tau R) + (H/2)(tau/R - 1), by the integral of section 6.2 over
/// the angle. Relative error about 1e-6.
double profile_with_coefficient(const theory::row_release& release, double epsilon,
                                double coefficient);

}  // namespace loranoise::verify::claims
