#include "certify/two_term/far_ranks.hpp"

#include <algorithm>
#include <cmath>

#include "certify/l1_norm.hpp"
#include "certify/normal.hpp"

namespace loranoise::certify {
namespace {

ball root_distance(int from) {
  return 1 / sqrt(ball(from));
}

// Arcs of m d reach beyond the angle at which k = 6 m d: k/6 >= t (1 - t^2) and d <= 0.04.
const ball& reach() {
  static const ball factor = ball::parse("1.01");
  return factor;
}

// |transform| at every angle and rank >= from: (1 + 2 v^2/from)^(-from/4) bounds it.
ball psi(int from, const ball& v) {
  return exp(-(ball(from) / 4) * log1p(2 * v * v / from));
}

// Pairs of a bound on a function of v and on its derivative.
struct with_slope {
  ball value;
  ball slope;
};

with_slope operator+(const with_slope& a, const with_slope& b) {
  return {a.value + b.value, a.slope + b.slope};
}

with_slope operator*(const with_slope& a, const with_slope& b) {
  return {a.value * b.value, a.slope * b.value + a.value * b.slope};
}

with_slope monomial(const ball& factor, const ball& v, unsigned degree) {
  return {factor * power(v, degree), factor * static_cast<int>(degree) * power(v, degree - 1)};
}

// Of polynomial times transform, whose logarithm has a slope of at most v.
transform_squares squares(const with_slope& polynomial, const ball& v, const ball& size) {
  const ball value = polynomial.value * size;
  const ball slope = (polynomial.slope + v * polynomial.value) * size;
  return {value * value, slope * slope};
}

ball excess(const ball& angle) {
  const ball turned = ball::pi() / 4 - angle;
  return power(cos(turned), 4) + power(sin(turned), 4);
}

}  // namespace

// The n-th derivative in d of the transform's logarithm is at most A_n, and its derivative in v at
// most A_n': A_n = n! 2^(n/2) v^(n+2) (c^(n+2) + s^(n+2))/(n + 2), and c^n + s^n <= 1 for n >= 2.
ball cubic_remainder(int from) {
  const ball root2 = sqrt(ball(2));
  const auto bounds = [&](const ball& v) {
    const with_slope a1 = monomial(root2 / 3, v, 3);
    const with_slope a2 = monomial(1, v, 4);
    const with_slope a3 = monomial(12 * root2 / 5, v, 5);
    const with_slope three{3, 0};
    const with_slope sixth{ball(1) / 6, 0};
    return squares(sixth * (a3 + three * a1 * a2 + a1 * a1 * a1), v, psi(from, v));
  };
  constexpr int degree = 20;
  return l1_norm(bounds, {degree, ball(from) / 2});
}

namespace {

// With u = v d, t <= reach d: |K'| <= d v^3, |dK'/dv| <= d (3 v^2 + 3 d v^3/2), |K''| <= d v^3 b,
// |dK''/dv| <= d (3 v^2 b + v^3 b'), b = 5 t + 2 u + 4 t u^2, and b' below; q <= 1, |P_v|/|P| <= 3
// d/2. Divided by d^2 all of it grows with d.
ball curvature_near_zero(int from) {
  const ball d = root_distance(from);
  const ball t = reach() * d;
  const auto bounds = [&](const ball& v) {
    const ball u = v * d;
    const ball p_slope = 2 * u + 4 * t * u * u;  // |P'|
    const ball bracket = 5 * t + p_slope;        // b
    const ball p_mixed = d * (8 * u * t + 2);    // |dP'/dv|
    const ball bracket_slope = ball(3) / 2 * d * (5 * t + 2 * p_slope) + p_mixed;
    const with_slope first{d * power(v, 3), d * (3 * v * v + ball(3) / 2 * d * power(v, 3))};
    const with_slope second{d * power(v, 3) * bracket,
                            d * (3 * v * v * bracket + power(v, 3) * bracket_slope)};
    const with_slope per_square{1 / (2 * d * d), 0};
    return squares(per_square * (second + first * first), v, psi(from, v));
  };
  constexpr int degree = 16;
  return l1_norm(bounds, {degree, ball(from) / 2});
}

}  // namespace

ball least_slack(const two_term_bound& bound, const ball& m, const ball& angle) {
  constexpr double last = 12;
  constexpr int panels = 1200;
  const ball fourth = excess(angle) / 2;
  const ball sixth = power(scaled_skewness(angle), 2) / 72;
  ball sum = 0;  // over x > 0, which is half
  for (int i = 0; i < panels; ++i) {
    const double low = last * i / panels;
    const double high = last * (i + 1) / panels;
    const ball x = ball::between(low, high);
    const ball more = abs(fourth * hermite(4, x) + sixth * hermite(6, x)) - m * abs(hermite(3, x));
    sum += max(more, 0).high() * normal_density(x).high() * (ball(high) - ball(low));
  }
  // |He_n| <= x^n beyond all roots.
  sum += fourth * normal_tail_moment(4, last) + sixth * normal_tail_moment(6, last);
  return (ball::parse(bound.first) + 6 * m * (ball::parse(bound.second) - he3_constant()) - sum)
      .low();
}

far_ranks far_ranks_from(const two_term_bound& bound, int from) {
  const ball d = root_distance(from);
  far_ranks f;
  f.remainder = cubic_remainder(from).high();
  f.curvature = curvature_near_zero(from).high();
  f.near_zero = least_slack(bound, 1, ball::between(0, (reach() * d).high_double()));
  // From below the angle at which k = 6 d, as k <= 6 t.
  double low = d.low_double();
  const double end = (ball::pi() / 4).high_double();
  constexpr double growth = 1.05;
  constexpr double widest = 0.02;
  f.elsewhere = least_slack(bound, 1, ball::between(low, low));
  while (low < end) {
    const double high = std::min({growth * low, low + widest, end});
    const ball m = max(scaled_skewness(low) / (6 * d), 0).low();
    f.elsewhere = min(f.elsewhere, least_slack(bound, m, ball::between(low, high)));
    low = high;
  }
  return f;
}

far_margins margins(const far_ranks& f, int from) {
  const ball d = root_distance(from);
  const ball remainder = f.remainder.high() * d / 2;
  // t^2 C/2 from the expansion, and as much from its end: t <= reach d, C = curvature d^2.
  const ball bend = f.curvature.high() * power(reach() * d, 2);
  return {(f.near_zero.low() - remainder - bend).low(), (f.elsewhere.low() - remainder).low()};
}

}  // namespace loranoise::certify
