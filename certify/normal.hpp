// The standard normal density, Hermite polynomials and their integrals, as balls.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

/// phi(x) = exp(-x^2/2)/sqrt(2 pi).
ball normal_density(const ball& x);

/// Phi(x) - 1/2.
ball normal_from_zero(const ball& x);

/// He_n(x), probabilists': He_0 = 1, He_1 = x, He_(n+1) = x He_n - n He_(n-1).
ball hermite(int n, const ball& x);

/// An antiderivative of phi He_n: -phi He_(n-1), and Phi - 1/2 for n = 0.
ball hermite_antiderivative(int n, const ball& x);

/// The integral of phi(x) x^n over x >= from > 0.
ball normal_tail_moment(int n, const ball& from);

/// c_1 = |He_4|_{L1(phi)}/8, in closed form from the roots of He_4.
ball he4_constant();

/// c_2 = |He_3|_{L1(phi)}/12 = (phi(0) + 4 phi(sqrt 3))/6: He_3 has the roots 0 and +-sqrt 3.
ball he3_constant();

}  // namespace loranoise::certify
