// What the expansion of the density in d = 1/rank leaves out, and how its distance to the normal
// density moves with d.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

/// C_k: for every rank >= `from`, the L1 norm of f - phi (1 + d p_1 + ... + d^(k-1) p_(k-1)) is at
/// most C_k d^k. The upper end of the ball is the bound.
///
/// Taylor's remainder of the transform is at most d^k/k! times psi max(P_k, N_k), psi the transform
/// at `from`, and its derivative in v at most d^k/k! psi (v max(P_k, N_k) + max(P_k', N_k')); the
/// norm by l1_norm.
ball remainder_constant(int k, int from);

/// -G'(d) for all d in [0, 1/from], G(d) = (1/2) int phi |p_1 + d p_2 + ... + d^(k-2) p_(k-1)|: the
/// least and the largest. G(0) = c_1.
ball slope_of_distance(int k, int from);

}  // namespace loranoise::certify
