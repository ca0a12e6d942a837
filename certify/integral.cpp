#include "certify/integral.hpp"

namespace loranoise::certify {

ball integral(acb_calc_func_t function, void* parameter, const ball& from, const ball& to,
              slong bits) {
  acb_t a;
  acb_t b;
  acb_t result;
  mag_t tolerance;
  acb_init(a);
  acb_init(b);
  acb_init(result);
  mag_init(tolerance);
  acb_set_arb(a, from.get());
  acb_set_arb(b, to.get());
  mag_set_ui_2exp_si(tolerance, 1, -bits);
  acb_calc_integrate(result, function, parameter, a, b, bits, tolerance, nullptr, precision);
  ball sum;
  acb_get_real(sum.get(), result);
  mag_clear(tolerance);
  acb_clear(result);
  acb_clear(b);
  acb_clear(a);
  return sum;
}

}  // namespace loranoise::certify
