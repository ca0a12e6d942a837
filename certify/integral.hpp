// Integrals of analytic functions.
#pragma once

#include "certify/ball.hpp"
#include "certify/flint.hpp"

namespace loranoise::certify {

/// The integral from `from` to `to` of a function as FLINT's quadrature takes it, to about `bits`
/// bits.
ball integral(acb_calc_func_t function, void* parameter, const ball& from, const ball& to,
              slong bits);

}  // namespace loranoise::certify
