// One coordinate's density at any rank and cosine, enclosed: for the tables that theory/ is tested
// with.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

/// log of the density of Q = (Y - r rho)/sqrt(r (1 + rho^2)) at z; y > 0 or y < 0 there, and y > 0
/// at rho = 1. 0 <= rho <= 1. two_term/density_cover.hpp has the density of Y.
ball log_density(int rank, const ball& rho, const ball& z);

/// P(Q > z) at rho = 1, where Y is chi-squared of r degrees of freedom.
ball upper_tail_at_one(int rank, const ball& z);

}  // namespace loranoise::certify
