// Differences that cancel when written plainly: log Gamma less Stirling's formula, and log(1 + x) -
// x.
#pragma once

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <type_traits>

namespace loranoise::theory::detail {

// log(1 + x) - x for x > -1, without cancellation near 0.
template <class Real>
[[nodiscard]] Real log1p_minus(const Real& x) {
  using std::log;
  // Boost's series converges slowly towards |x| = 1, where nothing cancels any more.
  if (x > Real(-0.6) && x < Real(0.6)) {
    return boost::math::log1pmx(x);
  }
  return Real(boost::math::log1p(x) - x);
}

// log Gamma(a) - ((a - 1/2) log a - a + log(2 pi)/2) for a > 0: Stirling's series where it has
// converged in double (Bernoulli numbers; the first term left out is below 3e-18 at a = 12).
template <class Real>
[[nodiscard]] Real stirling_remainder(const Real& a) {
  using std::log;
  if (std::is_same_v<Real, double> && a >= 12) {
    const Real y = 1 / (a * a);
    return (Real(1) / 12 -
            y * (Real(1) / 360 -
                 y * (Real(1) / 1260 -
                      y * (Real(1) / 1680 -
                           y * (Real(1) / 1188 - y * (Real(691) / 360360 - y / 156)))))) /
           a;
  }
  return boost::math::lgamma(a) -
         ((a - Real(0.5)) * log(a) - a + log(boost::math::constants::two_pi<Real>()) / 2);
}

}  // namespace loranoise::theory::detail
