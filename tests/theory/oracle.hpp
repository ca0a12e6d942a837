// The dumbest correct versions, at 50 digits and by formulas that theory/ does not use: the oracles
// of the fast ones. Densities by boost::math::cyl_bessel_k, tails by the mixture over chi-squares
// (theory/doc section 3.1): T given S ~ chi^2_r is N(rho S, (1 - rho^2) S).
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace loranoise::test {

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>,
                                           boost::multiprecision::et_off>;

// log K of an order at x > 0.
wide naive_log_bessel_k(const wide& order, const wide& x);

// log density of T, section 3.3 as it stands; |rho| < 1.
wide naive_log_density(double rank, double rho, const wide& t);

// P(T > t) (or P(T <= t)) by the trapezoidal rule in log S, which converges geometrically.
wide naive_tail(double rank, double rho, const wide& t, bool upper);

}  // namespace loranoise::test
