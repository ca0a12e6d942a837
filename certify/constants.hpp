// The constants of theory/'s bounds, enclosed. c_1 and c_2 are in certify/normal.hpp.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

/// E|x y - rho|^3/(1 + rho^2)^(3/2), 0 <= rho <= 1. In polar coordinates x y = e (rho + cos w), e
/// of the exponential law of mean 1 and w uniform, so that with g = rho + cos w
///   E|x y - rho|^3 = (12/pi) int_0^arccos(-rho) g^3 exp(-rho/g) dw - (2 rho^3 + 6 rho).
ball beta_3(const ball& rho);

/// TV(1, 1)/beta_3(1), the C of which no less will do in TV <= C beta_3/sqrt(r). Against the
/// standardised square x^2 = s the ratio of densities has a logarithm of slope (s^2 - 2 s - 1)/(2
/// s), so that they cross twice on s > 0.
ball berry_esseen_constant_at_one();

}  // namespace loranoise::certify
