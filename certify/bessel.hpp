// The modified Bessel function of the second kind.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

/// exp(z) K_order(z), z > 0, to about `bits` bits: FLINT's function at as many more as it needs. It
/// falls as z grows, (K_(n+1) + K_(n-1))/2 being at least K_n, so that the ends of z's ball enclose
/// it.
ball scaled_bessel_k(const ball& order, const ball& z, slong bits);

}  // namespace loranoise::certify
