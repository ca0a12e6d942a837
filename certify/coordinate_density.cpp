#include "certify/coordinate_density.hpp"

#include "certify/bessel.hpp"
#include "certify/flint.hpp"

namespace loranoise::certify {
namespace {

ball position(int rank, const ball& rho, const ball& z) {
  return z * sqrt(rank * (1 + rho * rho)) + rank * rho;
}

}  // namespace

ball log_density(int rank, const ball& rho, const ball& z) {
  const ball y = position(rank, rho, z);
  const ball scale =
      log(rank * (1 + rho * rho)) / 2 - ball(rank) / 2 * log(ball(2)) - log_gamma(ball(rank) / 2);
  const ball power_of_y = (ball(rank) / 2 - 1) * log(abs(y));
  if (arb_is_one(rho.get()) != 0) return scale + power_of_y - y / 2;
  const ball w = 1 - rho * rho;
  const ball argument = abs(y) / w;
  constexpr slong bits = 80;
  const ball bessel = scaled_bessel_k(ball(rank - 1) / 2, argument, bits);
  const ball rate = 1 / (y > ball(0) ? 1 + rho : 1 - rho);
  return scale + power_of_y + log(sqrt(2 * argument / ball::pi()) * bessel) - abs(y) * rate;
}

ball upper_tail_at_one(int rank, const ball& z) {
  ball tail;
  arb_hypgeom_gamma_upper(tail.get(), (ball(rank) / 2).get(), (position(rank, 1, z) / 2).get(), 1,
                          precision);
  return tail;
}

}  // namespace loranoise::certify
