// Gradient descent on the loss (h/2) |e|^2 with noise that is drawn anew at every step: the sketch
// itself, Gaussian noise of the same variance, or DP-SGD's noise of a fixed scale;
// theory/doc/08-dynamics.md 8.5, 8.6, 8.8. Step a = (learning rate) h > 0, |e_0| = 1. Closed forms,
// to a few units in the last place times the number of steps. std::domain_error on arguments out of
// range.
#pragma once

namespace loranoise::theory {

/// E <e_0, e_T> = (1 - a)^T, of all three.
[[nodiscard]] double independent_steps_mean(double step, int steps);

/// E |e_T|^2 = ((1 - a)^2 + a^2 (width + 1)/rank)^T with A redrawn at each step, and with Gaussian
/// noise of the matched covariance, full or its diagonal alone: equal for ever, in this moment.
[[nodiscard]] double redrawn_second(double rank, double width, double step, int steps);

/// E |e_T|^2 with noise N(0, s^2 I) on the gradient: it ends on a plateau, not at 0. noise_energy =
/// s^2 width over h^2 |e_0|^2; (width + 1)/rank is the redrawn sketch's at step 0.
[[nodiscard]] double fixed_noise_second(double noise_energy, double step, int steps);
[[nodiscard]] double fixed_noise_plateau(double noise_energy, double step);

/// 2/(1 + (width + 1)/rank): with A redrawn the second moment falls for smaller steps, and grows
/// for larger ones. Fastest at half of it, by redrawn_best_factor = 1 - rank/(rank + width + 1) a
/// step.
[[nodiscard]] double redrawn_step_limit(double rank, double width);
[[nodiscard]] double redrawn_best_factor(double rank, double width);

/// E log(|e_(t+1)|^2/|e_t|^2) with A redrawn: negative where almost every run converges. Absolute
/// error below 1e-9.
[[nodiscard]] double redrawn_log_factor(double rank, double width, double step);

/// The step at which it is 0: a little above redrawn_step_limit.
[[nodiscard]] double redrawn_almost_sure_limit(double rank, double width);

}  // namespace loranoise::theory
