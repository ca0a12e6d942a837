#include "certify/zero_cosine/edgeworth.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "certify/l1_norm.hpp"
#include "certify/normal.hpp"
#include "certify/zero_cosine/bell.hpp"

namespace loranoise::certify {
namespace {

using hermite_sum = std::map<int, ball>;

ball value(const hermite_sum& p, const ball& x) {
  ball sum = 0;
  for (const auto& [n, c] : p) sum += c * hermite(n, x);
  return sum;
}

// int_low^high phi p. Term by term: a coefficient's radius counts once.
ball integral(const hermite_sum& p, double low, double high) {
  ball sum = 0;
  for (const auto& [n, c] : p) {
    sum += c * (hermite_antiderivative(n, high) - hermite_antiderivative(n, low));
  }
  return sum;
}

hermite_sum& operator+=(hermite_sum& a, const hermite_sum& b) {
  for (const auto& [n, c] : b) a[n] += c;
  return a;
}

hermite_sum scaled(hermite_sum p, const ball& factor) {
  for (auto& [n, c] : p) c *= factor;
  return p;
}

// |p| <= sum |c| x^n beyond the roots of every He_n in it, of which the largest is below 2 sqrt n.
ball tail(const hermite_sum& p, const ball& from) {
  ball sum = 0;
  for (const auto& [n, c] : p) sum += abs(c) * normal_tail_moment(n, from);
  return sum;
}

// int_low^high phi sign(p) q: exactly where p has one sign, by its size where it cannot be told.
ball signed_integral(const hermite_sum& p, const hermite_sum& q, double low, double high) {
  constexpr double narrowest = 1e-4;
  const ball x = ball::between(low, high);
  const ball sign = value(p, x);
  if (!sign.contains_zero()) {
    const ball whole = integral(q, low, high);
    return sign > ball(0) ? whole : -whole;
  }
  if (high - low < narrowest) {
    return ball(0).widened((high - low) * abs(normal_density(x) * value(q, x)));
  }
  const double middle = (low + high) / 2;
  return signed_integral(p, q, low, middle) + signed_integral(p, q, middle, high);
}

// For all d of a ball.
ball slope_over(int k, const ball& d) {
  constexpr double last = 12;  // beyond the roots of every He that occurs, k <= 6
  hermite_sum p;
  hermite_sum q;  // the derivative of p in d
  ball d_power = 1;
  for (int n = 1; n < k; ++n) {
    const hermite_sum term = edgeworth_term(n);
    if (n > 1) q += scaled(term, (n - 1) * d_power);
    if (n > 1) d_power *= d;
    p += scaled(term, d_power);
  }
  // Even in x: both halves, over 2.
  return -signed_integral(p, q, 0, last).widened(tail(q, last));
}

}  // namespace

ball slope_of_distance(int k, int from) {
  constexpr int pieces = 8;  // of [0, 1/from]: the narrower, the fewer signs are open
  const double end = std::nextafter(1.0 / from, 1.0);
  ball all = slope_over(k, ball::between(0, end / pieces));
  for (int i = 1; i < pieces; ++i) {
    const ball one = slope_over(k, ball::between(end * i / pieces, end * (i + 1) / pieces));
    all = ball::between(std::min(all.low_double(), one.low_double()),
                        std::max(all.high_double(), one.high_double()));
  }
  return all;
}

ball remainder_constant(int k, int from) {
  const signed_parts parts = bell_parts(k);
  const auto bounds = [&](const ball& v) {
    const ball psi = exp(-(ball(from) / 2) * log1p(v * v / from));
    const ball size = max(evaluate(parts.positive, v), evaluate(parts.negative, v));
    const ball slope = max(derivative(parts.positive, v), derivative(parts.negative, v));
    const ball values = psi * size / factorial(k);
    const ball slopes = psi * (v * size + slope) / factorial(k);
    return transform_squares{values * values, slopes * slopes};
  };
  return l1_norm(bounds, {2 * (4 * k + 1), from});
}

}  // namespace loranoise::certify
