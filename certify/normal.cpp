#include "certify/normal.hpp"

#include "certify/flint.hpp"

namespace loranoise::certify {

ball normal_density(const ball& x) {
  return exp(-(x * x) / 2) / sqrt(2 * ball::pi());
}

ball normal_from_zero(const ball& x) {
  ball b;
  arb_hypgeom_erf(b.get(), (x / sqrt(ball(2))).get(), precision);
  return b / 2;
}

ball hermite(int n, const ball& x) {
  ball before = 1;
  if (n == 0) return before;
  ball now = x;
  for (int k = 1; k < n; ++k) {
    ball next = x * now - k * before;
    before = now;
    now = next;
  }
  return now;
}

ball hermite_antiderivative(int n, const ball& x) {
  return n == 0 ? normal_from_zero(x) : -(normal_density(x) * hermite(n - 1, x));
}

// With t = x^2/2: 2^((n-1)/2)/sqrt(2 pi) Gamma((n+1)/2, from^2/2).
ball normal_tail_moment(int n, const ball& from) {
  ball upper;
  const ball shape = ball(n + 1) / 2;
  arb_hypgeom_gamma_upper(upper.get(), shape.get(), (from * from / 2).get(), 0, precision);
  ball scale;
  arb_pow(scale.get(), ball(2).get(), (ball(n - 1) / 2).get(), precision);
  return scale * upper / sqrt(2 * ball::pi());
}

// He_4 is positive up to the smaller root, negative up to the larger one, and positive beyond.
ball he4_constant() {
  const ball root6 = sqrt(ball(6));
  const ball inner = sqrt(3 - root6);
  const ball outer = sqrt(3 + root6);
  const auto integral = [](const ball& x) { return hermite_antiderivative(4, x); };
  // The antiderivative vanishes at 0 and at infinity; both halves of the line count.
  return 2 * (2 * integral(inner) - 2 * integral(outer)) / 8;
}

// Of -phi He_2 from 0 to sqrt 3 and from there on, both halves of the line.
ball he3_constant() {
  return (normal_density(0) + 4 * normal_density(sqrt(ball(3)))) / 6;
}

}  // namespace loranoise::certify
