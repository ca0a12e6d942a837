// The dumbest correct versions, at 50 digits and by formulas that theory/ does not use: the oracles
// of the fast ones. Densities by boost::math::cyl_bessel_k, tails by the mixture over chi-squares
// (theory/doc section 3.1): T given S ~ chi^2_r is N(rho S, (1 - rho^2) S).
#pragma once

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

namespace loranoise::test {

using wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>,
                                           boost::multiprecision::et_off>;

// log density of T, section 3.3 as it stands; |rho| < 1.
inline wide naive_log_density(double rank, double rho, const wide& t) {
  const wide r = rank;
  const wide s = (1 - wide(rho)) * (1 + wide(rho));
  const wide nu = (r - 1) / 2;
  const wide bessel = boost::math::cyl_bessel_k(nu, wide(abs(t) / s));
  return nu * log(abs(t) / 2) + rho * t / s + log(bessel) - boost::math::lgamma(wide(r / 2)) -
         log(boost::math::constants::pi<wide>() * s) / 2;
}

// P(T > t) (or P(T <= t)) by the trapezoidal rule in log S, which converges geometrically.
inline wide naive_tail(double rank, double rho, const wide& t, bool upper) {
  const wide k = wide(rank) / 2;
  const wide s = (1 - wide(rho)) * (1 + wide(rho));
  const wide norm = boost::math::lgamma(k) + k * log(wide(2));
  // The integrand varies on the scales 1/sqrt(k) of log S and sqrt(s) of the normal cdf.
  const wide step = sqrt(s) / (8 * sqrt(k + 1));
  const wide centre = log(wide(rank));
  const auto term = [&](const wide& y) {
    const wide size = exp(y);
    const wide z = (t - rho * size) / sqrt(2 * s * size);
    return wide(exp(k * y - size / 2 - norm) * boost::math::erfc(upper ? z : wide(-z)) / 2);
  };
  wide sum = term(centre);
  for (const int side : {1, -1}) {
    wide previous = 0;
    for (int j = 1; j < 200000; ++j) {
      const wide here = term(centre + side * j * step);
      sum += here;
      if (here < previous && here < sum * wide(1e-25)) break;
      previous = here;
    }
  }
  return sum * step;
}

}  // namespace loranoise::test
