// Third and fourth moments of gradient descent on the loss (h/2) |e|^2 when A is redrawn at every
// step, and when Gaussian noise of the matched covariance stands in for it:
// theory/doc/08-dynamics.md 8.7. Mean and second moments of the two are equal for ever; these are
// not.
#pragma once

namespace loranoise::theory {

enum class step_noise { redrawn_sketch, matched_gaussian };

/// Raw moments of c = <x, e_T>, |x| = 1, and of n = |e_T|, for |e_0| = 1 and <x, e_0> = cosine.
struct step_moments {
  double c2;    // E c^2, the same for both noises
  double c3;    // E c^3
  double n2c;   // E n^2 c
  double c4;    // E c^4
  double n2c2;  // E n^2 c^2
  double n4;    // E n^4
};

/// By the linear recursions of 8.7 in 50 digits (their terms have both signs), then rounded:
/// relative error below 1e-14 for |cosine| above 1e-10. rank >= 1, width >= 1, step > 0 finite,
/// cosine in [-1, 1], 0 <= steps <= 10^6; throws std::domain_error otherwise.
[[nodiscard]] step_moments moments_after(step_noise noise, double rank, double width, double step,
                                         double cosine, int steps);

}  // namespace loranoise::theory
