// The Gaussian mechanism, which the released row is said to imitate: theory/doc section 6.4.
// mu = sensitivity / standard deviation of the noise, in every function; mu >= 0, finite. Throws
// std::domain_error.
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// mu of the mechanism that section 6.4 matches to a release: sensitivity |u - u'| and noise
/// |u|/sqrt(rank), so mu = sqrt(rank) |u - u'|/|u|. The width does not enter.
[[nodiscard]] double gaussian_shift(const row_release& release);

/// delta(epsilon) = Phi(mu/2 - epsilon/mu) - e^epsilon Phi(-mu/2 - epsilon/mu) (Balle & Wang 2018,
/// Theorem 8), for any finite epsilon; without cancellation or overflow, to a relative error below
/// 1e-13 as long as it does not underflow.
[[nodiscard]] double gaussian_privacy_profile(double mu, double epsilon);

/// log of the same, also where delta itself underflows. -infinity at mu = 0, epsilon >= 0.
[[nodiscard]] double log_gaussian_privacy_profile(double mu, double epsilon);

/// The smallest epsilon >= 0 with delta(epsilon) <= delta; 0 < delta < 1.
[[nodiscard]] double gaussian_privacy_epsilon(double mu, double delta);

/// Phi(Phi^-1(1 - type_one) - mu): the trade-off curve, type_one in [0, 1].
[[nodiscard]] double gaussian_trade_off(double mu, double type_one);

}  // namespace loranoise::theory
