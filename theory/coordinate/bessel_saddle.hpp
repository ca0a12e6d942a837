// K_nu at its saddle point: the factor that Debye's leading term leaves over.
//
// With w = sqrt(nu^2 + x^2) and the saddle of cosh(nu t) exp(-x cosh t) moved to the origin,
//   K_nu(x) = ((nu + w)/x)^nu exp(-w) sqrt(pi/(2w)) * F,
//   F = sqrt(w/(2 pi)) Int exp(-w (cosh u - 1) - nu (sinh u - u)) du,
// and F is of order 1 for every nu and x (theory/doc section 3.3). The trapezoidal rule on F
// converges geometrically; Debye's series (DLMF 10.41.4) is its expansion in 1/nu.
#pragma once

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace loranoise::theory::detail {

// sinh(u) - u without cancellation near 0.
template <class Real>
Real sinh_minus_argument(const Real& u) {
  using std::abs;
  using std::sinh;
  if (abs(u) > Real(1)) {
    return sinh(u) - u;
  }
  Real term = u * u * u / 6;
  Real sum = term;
  for (int k = 5; abs(term) > abs(sum) * std::numeric_limits<Real>::epsilon() / 4; k += 2) {
    term *= u * u / (k * (k - 1));
    sum += term;
  }
  return sum;
}

// Step of the trapezoidal rule for F: half-width d of the strip of analyticity gives the error
// exp(-2 pi d/h), against the growth of the integrand there, cos(d)^-w at most.
template <class Real>
double saddle_step(double w) {
  const double digits = 3 - std::log(static_cast<double>(std::numeric_limits<Real>::epsilon()));
  const double d = std::min(1.35, std::sqrt(2 * digits / w));
  return 2 * std::numbers::pi * d / (digits - w * std::log(std::cos(d)));
}

// log F by the trapezoidal rule; order >= 0, w = hypot(order, x) > 0 and gap = w - order, which the
// caller can have without cancellation.
template <class Real>
Real log_saddle_factor_trapezoid(const Real& order, const Real& w, const Real& gap) {
  using std::exp;
  using std::log;
  using std::sinh;
  const Real h = Real(saddle_step<Real>(static_cast<double>(w)));
  const Real negligible = std::numeric_limits<Real>::epsilon() / 64;
  Real sum = 1;
  for (const int side : {1, -1}) {
    for (int j = 1;; ++j) {
      const Real u = side * j * h;
      const Real half = sinh(u / 2);
      // Far to the left w cosh u + order sinh u = gap cosh u + order exp(u) loses its leading
      // parts. At order 0 and a w near the least double, sinh u overflows before the term is small.
      const Real tilt = order == 0 ? Real(0)
                        : u > -2   ? Real(order * sinh_minus_argument(u))
                                   : Real(order * (exp(u) - 1 - u));
      const Real term = exp(-2 * (u > -2 ? w : gap) * half * half - tilt);
      sum += term;
      if (!(term >= negligible * (order < 1 && order > 0 ? order : Real(1)) * sum)) {
        break;  // a NaN ends the sum too
      }
    }
  }
  return log(h * sum) + (log(w) - log(boost::math::constants::two_pi<Real>())) / 2;
}

// log F by Debye's series in 1/order, for order >= debye_order only: relative error of F 1e-17.
inline constexpr double debye_order = 31;
double log_saddle_factor_debye(double order, double w);

template <class Real>
Real log_saddle_factor(const Real& order, const Real& w, const Real& gap) {
  return log_saddle_factor_trapezoid(order, w, gap);
}
template <>
inline double log_saddle_factor(const double& order, const double& w, const double& gap) {
  return order >= debye_order ? log_saddle_factor_debye(order, w)
                              : log_saddle_factor_trapezoid(order, w, gap);
}

}  // namespace loranoise::theory::detail
