// The L1 norm of a function from bounds on its Fourier transform.
#pragma once

#include <functional>

#include "certify/ball.hpp"

namespace loranoise::certify {

/// Upper bounds, for all v of a ball >= 0, on |h^|^2 and |dh^/dv|^2.
struct transform_squares {
  ball value;
  ball slope;
};

/// Where the bounds are polynomials in v of at most this degree (without negative coefficients)
/// times (1 + v^2/rate)^(-rate).
struct gaussian_like {
  int degree;
  ball rate;
};

/// The integral of |h|, at most. For any s > 0, |h|_1^2 <= (1/(2 s)) int (|h^|^2 + s^2 |dh^/dv|^2)
/// dv (Cauchy and Schwarz on (1 + x^2 s^2)^(1/2) h, then Plancherel): panel by panel up to v = 24,
/// and beyond by the slope of the logarithm.
ball l1_norm(const std::function<transform_squares(const ball&)>& bounds,
             const gaussian_like& beyond);

}  // namespace loranoise::certify
