// Moments of the Wishart matrix M = A'A, A rank x width with independent N(0, 1/rank) entries, seen
// from one direction: mu_k = E <u, M^k u>, |u| = 1, the same for every u;
// theory/doc/08-dynamics.md 8.1.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <vector>

namespace loranoise::theory {

/// The integers a_k = rank^k mu_k for k = 0 .. order, exactly. rank, width >= 1 up to 10^6, order
/// >= 0. Time grows as order^2 times the logarithm of the numbers: 2000 moments take some ten
/// milliseconds. Throws std::domain_error out of range.
[[nodiscard]] std::vector<boost::multiprecision::cpp_int> scaled_wishart_moments(int rank,
                                                                                 int width,
                                                                                 int order);

/// mu_k itself, to two units in the last place; infinity where it is above the largest double (at
/// rank 1 and width 8 from k = 149 on, at rank 16 and width 64 from k = 243 on). Ranges as above.
[[nodiscard]] double wishart_moment(int rank, int width, int k);

}  // namespace loranoise::theory
