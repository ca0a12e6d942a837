#include "certify/bessel.hpp"

#include "certify/flint.hpp"

namespace loranoise::certify {
namespace {

ball at_point(const ball& order, const ball& z, slong bits) {
  constexpr slong most = 2048;
  constexpr slong guard = 16;
  ball k;
  for (slong working = bits + guard; working <= most; working *= 2) {
    arb_hypgeom_bessel_k_scaled(k.get(), order.get(), z.get(), working);
    if (arb_rel_accuracy_bits(k.get()) >= bits) break;
  }
  return k;
}

}  // namespace

// FLINT's series would blow a radius of z up as exp(2 z).
ball scaled_bessel_k(const ball& order, const ball& z, slong bits) {
  if (arb_is_exact(z.get()) != 0) return at_point(order, z, bits);
  ball all;
  arb_union(all.get(), at_point(order, z.high(), bits).get(), at_point(order, z.low(), bits).get(),
            precision);
  return all;
}

}  // namespace loranoise::certify
