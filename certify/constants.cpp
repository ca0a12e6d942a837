#include "certify/constants.hpp"

#include <algorithm>
#include <stdexcept>

#if __has_include(<flint/acb_calc.h>)
#include <flint/acb_calc.h>
#else
#include <acb_calc.h>
#endif

#include "certify/coordinate_density.hpp"
#include "certify/normal.hpp"

namespace loranoise::certify {
namespace {

// g^3 exp(-rho/g) at w.
int cubed(acb_ptr out, const acb_t w, void* rho, slong /*order*/, slong bits) {
  acb_t g;
  acb_init(g);
  acb_cos(g, w, bits);
  acb_add_arb(g, g, static_cast<ball*>(rho)->get(), bits);
  acb_inv(out, g, bits);
  acb_mul_arb(out, out, static_cast<ball*>(rho)->get(), bits);
  acb_neg(out, out);
  acb_exp(out, out, bits);
  acb_pow_ui(g, g, 3, bits);
  acb_mul(out, out, g, bits);
  acb_clear(g);
  return 0;
}

ball integral_of_cubed(ball rho, const ball& to) {
  acb_t from_w;
  acb_t to_w;
  acb_t result;
  mag_t tolerance;
  acb_init(from_w);
  acb_init(to_w);
  acb_init(result);
  mag_init(tolerance);
  acb_set_arb(to_w, to.get());
  mag_set_ui_2exp_si(tolerance, 1, -80);
  acb_calc_integrate(result, cubed, &rho, from_w, to_w, 80, tolerance, nullptr, precision);
  ball sum;
  acb_get_real(sum.get(), result);
  mag_clear(tolerance);
  acb_clear(result);
  acb_clear(to_w);
  acb_clear(from_w);
  return sum;
}

// log of the standardised square's density to the normal one at z > -1/sqrt(2).
ball log_ratio(const ball& z) {
  return log_density(1, 1, z) - log(normal_density(z));
}

// The crossing between low and high, where log_ratio has the other sign, in an interval that has
// both signs.
ball crossing(double low, double high) {
  constexpr double reach = 1e-13;
  const bool falls = log_ratio(low) > ball(0);
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    ((log_ratio(middle).middle() > 0) == falls ? low : high) = middle;
  }
  const ball before = log_ratio(low - reach);
  const ball after = log_ratio(low + reach);
  const bool certain =
      falls ? before > ball(0) && after < ball(0) : before < ball(0) && after > ball(0);
  if (!certain) throw std::runtime_error("a crossing at cosine 1 cannot be told");
  return ball::between(low - reach, low + reach);
}

}  // namespace

ball beta_3(const ball& rho) {
  // Short of the end, where g falls to 0 and 1/g is not analytic: g <= left there.
  const double left = std::max(1e-7, rho.middle() / 80);
  const ball end = ball::pi() / 2 + asin(rho);
  const ball rest = power(ball(left), 4) * exp(-rho / left);
  const ball integral = integral_of_cubed(rho, end - left).widened(rest);
  const ball third = 12 / ball::pi() * integral - 2 * power(rho, 3) - 6 * rho;
  return third / power(sqrt(1 + rho * rho), 3);
}

ball berry_esseen_constant_at_one() {
  const ball low = -1 / sqrt(ball(2));
  const ball a = crossing(-0.7071, 1);
  const ball b = crossing(1, 6);
  const ball more = (1 - upper_tail_at_one(1, a)) + upper_tail_at_one(1, b);
  const ball normal =
      (normal_from_zero(a) - normal_from_zero(low)) + (ball(0.5) - normal_from_zero(b));
  return (more - normal) / beta_3(1);
}

}  // namespace loranoise::certify
