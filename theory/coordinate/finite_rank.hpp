// The coordinate law at small ranks in closed form, for double: finite sums of positive terms.
#pragma once

#include "theory/coordinate/standard_law.hpp"

namespace loranoise::theory::detail {

/// Ranks up to this one have their density by the recurrence of x^nu K_nu(x); from the next on
/// Debye's series holds (order >= 31).
inline constexpr double recurrence_rank = 62;

/// Whether log_density_recurrence applies: 1 <= rank <= recurrence_rank, |rho| < 1, t not 0 or
/// huge.
bool recurrence_applies(const standard_law<double>& law, const point<double>& x);

/// log density of Q. With P_j = s^j x^j K_j(x) exp(x), x = |t|/s (j stepping by 1 from 0 or 1/2),
///   P_(j+1) = 2 j s P_j + t^2 P_(j-1)   (DLMF 10.29.1),
/// all terms positive; half-integer orders (even ranks) start from exponentials.
double log_density_recurrence(const standard_law<double>& law, const point<double>& x);

/// Whether log_upper_tail_even applies: even rank <= recurrence_rank, t >= 0.
bool finite_tail_applies(const standard_law<double>& law, const point<double>& x);

/// log P(Q > x) for even rank 2 k and t >= 0: with alpha = (1 + rho)/2, beta = (1 - rho)/2,
///   P(T > t) = exp(-tau) sum_{m<k} tau^m/m! P(N <= k - 1 - m),   tau = t/(1 + rho),
/// where P(N = i) = C(k - 1 + i, i) alpha^k beta^i counts the phases of X that end within Y.
double log_upper_tail_even(const standard_law<double>& law, const point<double>& x);

}  // namespace loranoise::theory::detail
