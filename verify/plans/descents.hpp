// Which descents on a quadratic loss are run, and with how many trials.
#pragma once

#include <vector>

#include "verify/experiments/descent.hpp"
#include "verify/experiments/frozen_path.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// The loss |e|^2/2 of a row of this width.
named_loss isotropic_loss(int width, double rate);
/// Losses of four entries: with a full hessian, and with a diagonal one.
named_loss full_loss();
named_loss diagonal_loss();

/// One sketch for all steps at a quarter of the typical threshold: every rank and width of the
/// profile by the bidiagonal sampler, and literally where A is small; and a narrow layer, in which
/// r + m + 1 stands out from r + m.
std::vector<frozen_path_experiment> frozen_path_experiments(const study& s);

/// The same at half the threshold for as many steps as bring the expectation to where no draw is.
std::vector<frozen_path_experiment> long_frozen_path_experiments(const study& s);

/// Its numbers of steps: when nearly all draws are down, and when the expectation is up.
inline constexpr int settled_steps = 32;
inline constexpr int diverged_steps = 100;

/// A redrawn at each step of its fastest size, and noise of the fixed scale that is as strong at
/// the first step.
std::vector<descent_experiment> redrawn_experiments(const study& s);
std::vector<descent_experiment> fixed_noise_experiments(const study& s);

/// A redrawn, matched Gaussian noise, and Gaussian noise of the variances alone, on the three
/// losses.
std::vector<descent_experiment> matched_experiments(const study& s);

/// A frozen for two steps on the loss with a full hessian.
std::vector<descent_experiment> frozen_pair_experiments(const study& s);

}  // namespace loranoise::verify::claims
