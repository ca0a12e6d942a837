// Closed values of the published bounds at cosines 0 and 1, with the constants as they stand in the
// publications: what the bounds of bounds.hpp, computed another way, must be there.
#pragma once

namespace loranoise::theory {

/// Nourdin & Peccati (2012), Theorem 5.2.6: TV <= (2/sqrt 6) sqrt(excess kurtosis); theory/doc
/// section 4.3.
inline constexpr double fourth_moment_divisor = 6;
/// Shevtsova (2011): Kolmogorov <= 0.4748 beta_3/sqrt(rank); theory/doc section 4.4.
inline constexpr double shevtsova_constant = 0.4748;

/// 2/sqrt(rank) at rho = 0 and sqrt(8/rank) at rho = 1: the excess kurtosis is 6/rank and 12/rank.
/// rank >= 1 (std::domain_error, here and below).
[[nodiscard]] double closed_fourth_moment_tv(double rank, bool rho_is_one);

/// beta_3 = E|xy - rho|^3/(1 + rho^2)^(3/2): 8/pi at rho = 0, where E|x|^3 = 2 sqrt(2/pi), and
/// (8 + 48 phi(1) - 16 erf(1/sqrt 2))/2^(3/2) at rho = 1, where it is that of a chi-square with one
/// degree.
[[nodiscard]] double closed_beta_3(bool rho_is_one);
[[nodiscard]] double closed_berry_esseen_kolmogorov(double rank, bool rho_is_one);

}  // namespace loranoise::theory
