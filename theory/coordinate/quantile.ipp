// Definitions for coordinate_quantile.hpp; include for real types other than double.
#pragma once

#include <boost/math/special_functions/expm1.hpp>
#include <boost/math/special_functions/log1p.hpp>

#include "theory/coordinate/law.hpp"
#include "theory/coordinate/bessel_saddle.hpp"

namespace loranoise::theory::detail {

// Newton's method on log P(Q > q) = log_tail inside a bracket that it shrinks; a step that leaves
// the bracket, or stalls, is replaced by bisection.
template <class Real>
point<Real> upper_quantile(const standard_law<Real>& law, const Real& log_tail) {
  using std::abs;
  using std::exp;
  const auto excess = [&](const point<Real>& x) {
    return Real(both_tails(law, x).log_upper - log_tail);
  };
  Real low = -1;
  Real high = 1;
  while (excess(law.at(low)) <= 0) {
    low *= 2;
  }
  while (excess(law.at(high)) > 0) {
    high *= 2;
  }
  if (law.s == 0 && law.rho > 0) {
    low = std::max(low, Real(-law.mean / law.sigma));
  }
  if (law.s == 0 && law.rho < 0) {
    high = std::min(high, Real(-law.mean / law.sigma));
  }
  Real q = low > -1 ? low : (high < 1 ? high : Real((low + high) / 2));
  const Real accuracy = std::numeric_limits<Real>::epsilon() / 2;
  for (int round = 0; round < 400; ++round) {
    const point<Real> x = law.at(q);
    const tails<Real> both = both_tails(law, x);
    // On the side where the tail is near 1 its complement carries the digits.
    const bool by_lower = both.upper > Real(0.5);
    const Real gap = by_lower ? Real(boost::math::expm1(log_tail) + both.lower)
                              : Real(both.log_upper - log_tail);
    if (gap == 0) {
      break;
    }
    (by_lower ? gap < 0 : gap > 0) ? low = q : high = q;
    const Real log_here = log_density(law, x);
    const Real step =
        by_lower ? Real(-gap / exp(log_here)) : Real(gap * exp(both.log_upper - log_here));
    const Real close = accuracy * std::max(Real(1), abs(q));
    const bool at_pole = log_here > std::numeric_limits<Real>::max();  // rank 1, T = 0
    const bool settled = abs(step) <= close && !at_pole;
    if (settled || high - low <= close) {
      if (settled) {
        q += step;
      }
      break;
    }
    const Real next = q + step;
    q = next > low && next < high && !at_pole ? next : Real(low + (high - low) / 2);
  }
  return law.at(q);
}

// log F of order - 1 less that of order, for the two orders' w. For double beyond the reach of
// Debye's series in 1/order the trapezoidal rule's rounding would show at large w; there the
// series' first term, -1/(8w) + 5 order^2/(24 w^3), is enough, as the next is 1/w^3 of log K's
// difference.
template <class Real>
Real saddle_factor_difference(const Real& order, const Real& w, const Real& x) {
  using std::sqrt;
  const Real lower = order - 1;
  const Real lower_w = sqrt(lower * lower + x * x);
  if (std::is_same_v<Real, double> && lower < debye_order && w > 1e4) {
    return -(2 * order - 1) / (8 * w * lower_w * (w + lower_w)) +
           5 * (lower * lower / (lower_w * lower_w * lower_w) - order * order / (w * w * w)) / 24;
  }
  if (lower < debye_order) {
    return log_saddle_factor_trapezoid(lower, lower_w, Real(x * (x / (lower_w + lower)))) -
           log_saddle_factor_trapezoid(order, w, Real(x * (x / (w + order))));
  }
  return log_saddle_factor(lower, lower_w, Real(x * (x / (lower_w + lower)))) -
         log_saddle_factor(order, w, Real(x * (x / (w + order))));
}

// log(K_(order-1)(x)/K_order(x)), order >= 1, to a few ulps of itself: about -order/x for large x,
// which the difference of two logarithms would lose. From bessel_saddle.hpp's form of K, with the
// difference of the two asinh(order/x) by the addition theorem.
template <class Real>
Real log_bessel_k_step(const Real& order, const Real& x) {
  using boost::math::log1p;
  using std::log;
  using std::sqrt;
  const auto arsinh = [](const Real& y) {
    return Real(log1p(Real(y + y * (y / (1 + sqrt(1 + y * y))))));
  };
  const Real lower = order - 1;
  const Real w = sqrt(order * order + x * x);
  const Real lower_w = sqrt(lower * lower + x * x);
  const Real squares = 2 * order - 1;  // order^2 - lower^2
  return -arsinh(order / x) - lower * arsinh(squares / (order * lower_w + lower * w)) +
         squares / (w + lower_w) + log1p(Real(squares / (lower_w * lower_w))) / 4 +
         saddle_factor_difference(order, w, x);
}

// d log f/dt has the sign of |rho| K_nu(x) - K_(nu-1)(x) on the side of rho, x = |t|/(1 - rho^2).
template <class Real>
point<Real> mode_point(const standard_law<Real>& law) {
  using std::abs;
  using std::exp;
  using std::log;
  if (law.rank <= 2 || law.rho == 0) {
    return law.from_raw(Real(0));
  }
  if (law.s == 0) {
    return law.from_raw(Real(law.rho * (law.rank - 2)));
  }
  const Real nu = (law.rank - 1) / 2;
  const Real target = boost::math::log1p(Real(-(law.rho > 0 ? law.minus : law.plus)));
  Real low = 0;
  Real high = law.rank * abs(law.rho) / law.s;  // the mode lies between 0 and the mean
  for (int step = 0; step < 20 * std::numeric_limits<Real>::digits; ++step) {
    const Real middle = (low + high) / 2;
    if (middle <= low || middle >= high) {
      break;
    }
    const bool rising = log_bessel_k_step(nu, middle) < target;
    (rising ? low : high) = middle;
  }
  const Real t = law.s * (low + high) / 2;
  return law.from_raw(law.rho > 0 ? t : Real(-t));
}

}  // namespace loranoise::theory::detail
