#include "certify/constants.hpp"

#include <algorithm>

#include "certify/coordinate_density.hpp"
#include "certify/crossing.hpp"
#include "certify/integral.hpp"
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

// log of the standardised square's density to the normal one at z > -1/sqrt(2).
ball log_ratio(const ball& z) {
  return log_density(1, 1, z) - log(normal_density(z));
}

}  // namespace

ball beta_3(const ball& rho) {
  constexpr slong bits = 80;
  ball parameter = rho;
  // Short of the end, where g falls to 0 and 1/g is not analytic: g <= left there.
  const double left = std::max(1e-7, rho.middle() / 80);
  const ball end = ball::pi() / 2 + asin(rho);
  const ball rest = power(ball(left), 4) * exp(-rho / left);
  const ball sum = integral(cubed, &parameter, 0, end - left, bits).widened(rest);
  const ball third = 12 / ball::pi() * sum - 2 * power(rho, 3) - 6 * rho;
  return third / power(sqrt(1 + rho * rho), 3);
}

ball berry_esseen_constant_at_one() {
  const ball low = -1 / sqrt(ball(2));
  constexpr double reach = 1e-13;
  const ball a = crossing(log_ratio, -0.7071, 1, true, reach);
  const ball b = crossing(log_ratio, 1, 6, false, reach);
  const ball more = (1 - upper_tail_at_one(1, a)) + upper_tail_at_one(1, b);
  const ball normal =
      (normal_from_zero(a) - normal_from_zero(low)) + (ball(0.5) - normal_from_zero(b));
  return (more - normal) / beta_3(1);
}

}  // namespace loranoise::certify
