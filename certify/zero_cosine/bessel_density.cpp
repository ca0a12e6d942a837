#include "certify/zero_cosine/bessel_density.hpp"

#include "certify/flint.hpp"
#include "certify/integral.hpp"
#include "certify/normal.hpp"

namespace loranoise::certify {
namespace {

class complex_ball {
 public:
  complex_ball() { acb_init(x_); }
  complex_ball(const complex_ball&) = delete;
  complex_ball& operator=(const complex_ball&) = delete;
  ~complex_ball() { acb_clear(x_); }
  [[nodiscard]] acb_ptr get() { return x_; }

 private:
  acb_t x_;
};

// f(z) in the right half-plane, where it is analytic.
void density_at(acb_ptr out, acb_srcptr z, int rank, slong bits) {
  complex_ball argument;
  complex_ball order;
  complex_ball half;
  complex_ball bessel;
  acb_set_si(argument.get(), rank);
  acb_sqrt(argument.get(), argument.get(), bits);
  acb_mul(argument.get(), argument.get(), z, bits);
  acb_set_d(order.get(), 0.5 * (rank - 1));
  acb_hypgeom_bessel_k(bessel.get(), order.get(), argument.get(), bits);
  acb_mul_2exp_si(half.get(), argument.get(), -1);
  acb_pow(half.get(), half.get(), order.get(), bits);
  acb_mul(out, half.get(), bessel.get(), bits);
  const ball scale = sqrt(rank / ball::pi());
  ball gamma;
  arb_gamma(gamma.get(), (ball(rank) / 2).get(), bits);
  acb_mul_arb(out, out, (scale / gamma).get(), bits);
}

int integrand(acb_ptr out, const acb_t z, void* rank, slong order, slong bits) {
  if (order != 0 && arb_is_positive(acb_realref(z)) == 0) {
    acb_indeterminate(out);
  } else {
    density_at(out, z, *static_cast<const int*>(rank), bits);
  }
  return 0;
}

}  // namespace

ball bessel_difference::density(const ball& x) const {
  complex_ball z;
  complex_ball f;
  acb_set_arb(z.get(), x.get());
  density_at(f.get(), z.get(), rank_, precision);
  ball real;
  arb_set(real.get(), acb_realref(f.get()));
  return real - normal_density(x);
}

ball bessel_difference::between(const ball& a, const ball& b) const {
  constexpr slong bits = 90;
  int rank = rank_;
  return normal_from_zero(b) - normal_from_zero(a) - integral(integrand, &rank, a, b, bits);
}

}  // namespace loranoise::certify
