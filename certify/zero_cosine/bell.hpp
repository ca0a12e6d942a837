// The derivatives of the transform (1 + d v^2)^(-1/(2d)) in d = 1/rank, as polynomials in v^2.
//
// log of it has the derivatives (-1)^(j+1) B_j(d), 0 <= B_j(d) <= A_j = B_j(0) = j!
// v^(2j+2)/(2(j+1)), so that its k-th derivative is the transform times the complete Bell
// polynomial in them (Faa di Bruno): a sum over the partitions of k, each term of known sign.
#pragma once

#include <map>

#include "certify/ball.hpp"

namespace loranoise::certify {

/// Coefficients by the power of v.
using even_polynomial = std::map<int, ball>;

struct signed_parts {
  even_polynomial positive;  ///< P_k: the terms of positive sign, with A_j for B_j
  even_polynomial negative;  ///< N_k, without its sign
};

/// k >= 1.
signed_parts bell_parts(int k);

/// p_k of the Edgeworth expansion f = phi (1 + sum_k d^k p_k): coefficients by the degree of He,
/// from (P_k - N_k)/k! and v^(2n) exp(-v^2/2) <-> (-1)^n phi He_(2n).
std::map<int, ball> edgeworth_term(int k);

ball factorial(int n);

ball evaluate(const even_polynomial& p, const ball& v);
ball derivative(const even_polynomial& p, const ball& v);

}  // namespace loranoise::certify
