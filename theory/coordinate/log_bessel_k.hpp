// Logarithm of the modified Bessel function of the second kind.
#pragma once

#include <cmath>
#include <limits>

#include "theory/coordinate/bessel_saddle.hpp"

namespace loranoise::theory {

/// log K_order(x) for any order >= 0 and x > 0: neither overflows nor underflows.
/// Absolute error: a few units in the last place of max(1, order, x). x = 0 gives +infinity;
/// a negative x or order, or a NaN, gives NaN. Formula: theory/doc section 3.3.
template <class Real>
[[nodiscard]] Real log_bessel_k(const Real& order, const Real& x) {
  using std::log;
  using std::sqrt;
  if (!(order >= 0) || !(x >= 0)) {
    return std::numeric_limits<Real>::quiet_NaN();
  }
  if (x == 0) {
    return std::numeric_limits<Real>::infinity();
  }
  if (x > std::numeric_limits<Real>::max()) {
    return -std::numeric_limits<Real>::infinity();
  }
  const Real big = order > x ? order : x;
  const Real small = (order > x ? x : order) / big;
  const Real w = big * sqrt(1 + small * small);
  const Real log_leading = order == 0 ? Real(0) : Real(order * (log(order + w) - log(x)));
  return log_leading - w + (log(boost::math::constants::half_pi<Real>()) - log(w)) / 2 +
         detail::log_saddle_factor(order, w, Real(x * (x / (w + order))));
}

}  // namespace loranoise::theory
