// P(Q > q) by the trapezoidal rule on a contour through the saddle point.
//
// With K(z) = -(r/2) [log(1 - (1 + rho) z) + log(1 + (1 - rho) z)] the cumulant generating function
// of T (theory/doc section 3.2), for any 0 < z0 < 1/(1 + rho)
//   P(T > t) = (1/(2 pi i)) Int_{z0 - i inf}^{z0 + i inf} exp(K(z) - z t)/z dz  (Lugannani & Rice
//   1980).
// The contour is the hyperbola z = z0 + A (cosh u - 1) + i B sinh u through the saddle K'(z0) = t,
// with the curvature of the path of steepest descent there, so the terms hardly oscillate and the
// sum keeps its accuracy relative to the tail. The trapezoidal rule converges geometrically; the
// pole at z = 0, which is near the contour when t is near the mean, is allowed for exactly.
#pragma once

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <limits>

#include "theory/coordinate/standard_law.hpp"

namespace loranoise::theory::detail {

// The saddle: p = (1 + rho)/(1 - (1 + rho) z0), m = (1 - rho)/(1 + (1 - rho) z0); then
// t = (r/2)(p - m) and K'' = (r/2)(p^2 + m^2), both without cancellation.
template <class Real>
struct saddle {
  Real p;
  Real m;
  Real z0;
  Real difference;  // p - m, to its own last place
};

template <class Real>
saddle<Real> find_saddle(const standard_law<Real>& law, const point<Real>& x) {
  using std::sqrt;
  const Real tau = 2 * x.t / law.rank;
  const Real shift = 2 * x.q * law.sigma / law.rank;
  const Real root = sqrt(law.s * law.s + tau * tau);
  const Real larger = (law.s + root + (tau > 0 ? tau : Real(-tau))) / 2;
  const Real smaller = (law.s + law.s * law.s / (root + (tau > 0 ? tau : Real(-tau)))) / 2;
  const Real p = tau >= 0 ? larger : smaller;
  const Real m = tau >= 0 ? smaller : larger;
  const Real change = shift * (4 * law.rho + shift) / (root + law.second);
  const Real z0 = law.rho >= 0 ? Real((shift + change) / (2 * p * law.plus))
                               : Real((shift - change) / (2 * m * law.minus));
  return {p, m, z0, tau};
}

// Near the mean the saddle nears the pole z = 0: there z0 stays at about one standard deviation.
template <class Real>
Real least_distance(const standard_law<Real>& law) {
  const Real deviation = 1 / law.sigma;
  return law.plus > 0 ? std::min(deviation, Real(1 / (2 * law.plus))) : deviation;
}

template <class Real>
saddle<Real> keep_from_pole(const standard_law<Real>& law, const saddle<Real>& at) {
  const Real least = least_distance(law);
  if (at.z0 >= least) {
    return at;
  }
  const Real p = law.plus / (1 - law.plus * least);
  const Real m = law.minus / (1 + law.minus * least);
  return {p, m, least, Real(2 * law.rho + least * (p * law.plus + m * law.minus))};
}

// K'(z0) - t, zero at the saddle.
template <class Real>
Real slope_excess(const standard_law<Real>& law, const saddle<Real>& at, const point<Real>& x) {
  if (at.z0 > least_distance(law)) {
    return 0;
  }
  const Real rise = law.rank / 2 * at.z0 * (at.p * law.plus + at.m * law.minus);
  return rise - law.sigma * x.q;
}

// K(z0) - z0 t at the true saddle or at any other real z0 of the strip.
template <class Real>
Real real_exponent(const standard_law<Real>& law, const saddle<Real>& at, const point<Real>& x) {
  using std::abs;
  using std::log;
  const Real up = law.plus * at.z0;     // 1 - up = plus/p
  const Real down = law.minus * at.z0;  // 1 + down = minus/m
  const Real log_up =
      up < Real(0.5) ? Real(boost::math::log1p(Real(-up))) : Real(log(law.plus / at.p));
  // The form whose terms are smaller rounds less: its terms are about up and down, t, or half their
  // squares, sigma q.
  const auto either = [](const Real& u) { return std::min(u, Real(u * u)); };
  const Real plain = law.rank / 2 * (up + down) + at.z0 * abs(x.t);
  const Real centred = law.rank / 2 * (either(up) + either(down)) + at.z0 * law.sigma * abs(x.q);
  if (plain <= centred) {
    return -law.rank / 2 * (log_up + boost::math::log1p(down)) - at.z0 * x.t;
  }
  const Real pmx_up = up < Real(0.5) ? Real(boost::math::log1pmx(Real(-up))) : Real(log_up + up);
  const Real pmx_down =
      down < Real(0.5) ? Real(boost::math::log1pmx(down)) : Real(boost::math::log1p(down) - down);
  return -law.rank / 2 * (pmx_up + pmx_down) - at.z0 * law.sigma * x.q;
}

// -log of an error that does not count.
template <class Real>
Real negligible_digits() {
  return 1 - Real(std::log(static_cast<double>(std::numeric_limits<Real>::epsilon())));
}

template <class Real>
struct hyperbola {
  Real a;
  Real b;
  Real step;   // of the trapezoidal rule in u
  Real width;  // standard deviation in u of the Gaussian that the integrand is for large ranks
};

template <class Real>
hyperbola<Real> choose_hyperbola(const standard_law<Real>& law, const saddle<Real>& at,
                                 const Real& t) {
  using std::sqrt;
  const Real larger = std::max(at.p, at.m);
  const Real ratio = std::min(at.p, at.m) / larger;
  const Real b = Real(1.5) / larger;
  // K'''/(6 K'') is the curvature of steepest descent; small ranks decay slowly, so that there the
  // contour must turn at least 45 degrees towards the side where exp(-z t) falls.
  const Real along = (1 - ratio * ratio * ratio) / (1 + ratio * ratio);
  const bool bends_with_saddle = (t >= 0) == (at.p >= at.m);
  const Real least = std::min(Real(1), Real(40 / law.rank));
  const Real bend = bends_with_saddle ? std::max(along, least) : least;
  const Real digits = negligible_digits<Real>();
  const Real pi = boost::math::constants::pi<Real>();
  const Real width = 1 / (b * larger * sqrt(law.rank / 2 * (1 + ratio * ratio)));
  const Real by_gauss = Real(0.8) * pi * width * sqrt(2 / digits);
  const Real by_strip = Real(0.68) * pi * pi / (2 * digits);
  const Real step = by_gauss * by_strip / sqrt(by_gauss * by_gauss + by_strip * by_strip);
  return {t >= 0 ? Real(bend * b) : Real(-bend * b), b, step, width};
}

template <class Real>
Real log1p_fast(const Real& x) {
  if constexpr (std::is_same_v<Real, double>) {
    return std::log1p(x);
  }
  return boost::math::log1p(x);
}

// Shifted to u + i theta the contour meets the real axis at z0 - y, y = a (1 - cos theta) + b sin
// theta, where the integrand is exp(growth) times its size at z0; so the rule errs by exp(growth -
// 2 pi theta/step) for any theta. Infinite past the branch point -1/(1 - rho).
template <class Real>
Real shifted_growth(const standard_law<Real>& law, const saddle<Real>& at,
                    const hyperbola<Real>& path, const Real& excess, const Real& theta) {
  using std::cos;
  using std::sin;
  const Real y = path.a * (1 - cos(theta)) + path.b * sin(theta);
  if (at.m * y >= 1) {
    return std::numeric_limits<Real>::infinity();
  }
  return -law.rank / 2 *
             (log1p_fast(Real(at.p * y)) + log1p_fast(Real(-at.m * y)) - (at.p - at.m) * y) -
         excess * y;
}

// The step is the longest for which one of a few theta makes the error negligible. Only small ranks
// need it, where the branch point just behind the pole bends growth upwards.
inline constexpr double gaussian_rank = 1000;

template <class Real>
Real step_within(const standard_law<Real>& law, const saddle<Real>& at, const hyperbola<Real>& path,
                 const Real& excess) {
  if (law.rank > gaussian_rank) {
    return path.step;
  }
  const Real digits = negligible_digits<Real>();
  const Real two_pi = boost::math::constants::two_pi<Real>();
  const Real farthest = std::min(Real(two_pi / 8), Real(digits / 4 * path.width));
  constexpr int candidates = 4;
  Real longest = 0;
  for (int j = 1; j <= candidates; ++j) {
    const Real theta = farthest * j / candidates;
    const Real growth = shifted_growth(law, at, path, excess, theta);
    longest = std::max(longest, Real(two_pi * theta / (digits + growth)));
  }
  return std::min(path.step, longest);
}

// The pole z = 0 lies at u = i theta, and the trapezoidal sum picks up 1/(exp(2 pi theta/step) - 1)
// times its residue 1; divided by exp(exponent). It counts where the contour must be shifted past
// the pole: growth - 2 pi theta/step still falls there (d growth/d theta = q sigma dy/d theta at z
// = 0), and no theta before the pole makes the error negligible. The second is needed far out,
// where the contour turns back just behind the pole: dy/d theta is small there, though the error
// has long passed its least value.
template <class Real>
Real pole_correction(const standard_law<Real>& law, const saddle<Real>& at,
                     const hyperbola<Real>& path, const Real& excess, const Real& exponent,
                     const Real& q) {
  using std::asin;
  using std::atan2;
  using std::cos;
  using std::exp;
  using std::sin;
  using std::sqrt;
  const Real sine = (at.z0 - path.a) / sqrt(path.a * path.a + path.b * path.b);
  if (sine > 1) {
    return 0;
  }
  const Real theta = atan2(path.a, path.b) + asin(sine);
  const Real two_pi = boost::math::constants::two_pi<Real>();
  const Real slope = path.a * sin(theta) + path.b * cos(theta);
  if (q * law.sigma * slope * path.step > two_pi) {
    return 0;
  }
  constexpr int candidates = 16;
  for (int j = 1; j < candidates; ++j) {
    const Real before = theta * j / candidates;
    if (shifted_growth(law, at, path, excess, before) - two_pi * before / path.step <
        -negligible_digits<Real>()) {
      return 0;
    }
  }
  const Real turns = two_pi * theta / path.step;
  return exp(-turns - exponent) / (1 - exp(-turns));
}

template <class Real>
Real contour_log_tail(const standard_law<Real>& law, const point<Real>& x) {
  using std::atan2;
  using std::cos;
  using std::exp;
  using std::log;
  using std::sin;
  using std::sinh;
  using std::sqrt;
  const saddle<Real> at = keep_from_pole(law, find_saddle(law, x));
  const Real excess = slope_excess(law, at, x);
  const Real exponent = real_exponent(law, at, x);
  hyperbola<Real> path = choose_hyperbola(law, at, x.t);
  path.step = step_within(law, at, path, excess);
  const Real half_rank = law.rank / 2;
  const Real negligible = std::numeric_limits<Real>::epsilon() / 16;

  const Real larger = std::max(at.p, at.m);
  const Real difference = at.difference;
  const Real product = at.p * at.m;
  const Real growth = exp(path.step);

  Real sum = path.b / (2 * at.z0);
  Real previous = 0;
  const bool short_steps = law.rank > gaussian_rank;  // e - 1/e would lose their digits
  Real e = 1;
  for (int j = 1;; ++j) {
    e *= growth;
    const Real sinh_u = short_steps ? Real(sinh(j * path.step)) : Real((e - 1 / e) / 2);
    const Real cosh_u = short_steps ? Real(sqrt(1 + sinh_u * sinh_u)) : Real((e + 1 / e) / 2);
    const Real dx = path.a * sinh_u * sinh_u / (1 + cosh_u);
    const Real dy = path.b * sinh_u;
    // (1 - p d)(1 + m d) = 1 + x + i y with d = dx + i dy: the argument's two parts have opposite
    // signs.
    const Real x_part = -difference * dx - product * (dx * dx - dy * dy);
    const Real y_part = -difference * dy - 2 * product * dx * dy;
    const Real log_modulus = log1p_fast(Real(x_part * (2 + x_part) + y_part * y_part)) / 2;
    const Real phase = atan2(y_part, Real(1 + x_part));
    // K'(z0) - excess = t: far from z0 nothing cancels, and rounding in the difference of the two,
    // times d, would not let the terms fall.
    const bool far = larger * larger * (dx * dx + dy * dy) > 1;
    const Real decay = far ? exp(-half_rank * log_modulus - x.t * dx)
                           : exp(-half_rank * (log_modulus + difference * dx) + excess * dx);
    const Real angle = far ? Real(-half_rank * phase - x.t * dy)
                           : Real(-half_rank * (phase + difference * dy) + excess * dy);
    const Real zx = at.z0 + dx;
    const Real slope_x = path.a * sinh_u;
    const Real slope_y = path.b * cosh_u;
    const Real norm = zx * zx + dy * dy;
    // z'/z
    const Real quotient_x = (slope_x * zx + slope_y * dy) / norm;
    const Real quotient_y = (slope_y * zx - slope_x * dy) / norm;
    sum += decay * (cos(angle) * quotient_y + sin(angle) * quotient_x);
    const Real bound = decay * (quotient_x * quotient_x + quotient_y * quotient_y + 1);
    if (!(bound >= negligible || bound > previous)) {
      break;  // a NaN ends the sum too
    }
    previous = bound;
  }
  const Real scaled = sum * path.step / boost::math::constants::pi<Real>();
  return exponent + log(Real(scaled - pole_correction(law, at, path, excess, exponent, x.q)));
}

}  // namespace loranoise::theory::detail
