// The two-term bound for all ranks from some rank R on, at every angle: by the expansion in
// d = 1/sqrt(r), with a remainder that holds for all of them. theory/doc/12-proof.md, 12.8.
//
//   |f - phi (1 + d p_1 + d^2 p_2)|_1 <= C_3 d^3,
//   p_1 = k He_3/6, p_2 = (c^4 + s^4) He_4/2 + k^2 He_6/72,  k = sqrt(r) skewness = 6 sin t - 4
//   sin^3 t.
// As p_1 is odd and p_2 even, (1/2) int phi |d p_1 + d^2 p_2| = (1/2) int phi max(|d p_1|, |d^2
// p_2|). With m = k/(6 d), what the bound leaves of d^2 is
//   slack(m, t) = first + 6 m (second - c_2) - (1/2) int phi (|p_2| - m |He_3|)^+,
// which grows with m. So at the rank R it is least among all r >= R, while C_3 d is largest.
// Where k < 6 d it is not enough (at t = 0 all is used up), and the theorem at cosine 0 helps:
// TV(t) <= E(t) + C t^2/2 with E convex, E(0) < c_1/r.
#pragma once

#include "certify/two_term/two_term_bound.hpp"

namespace loranoise::certify {

struct far_ranks {
  ball remainder;  ///< C_3
  ball curvature;  ///< C/d^2: half the L1 norm of the second derivative of f in t, where k <= 6 d
  ball near_zero;  ///< least slack at k = 6 d
  ball elsewhere;  ///< least slack where k >= 6 d
};

/// For all ranks >= from, from >= 1000.
far_ranks far_ranks_from(const two_term_bound& bound, int from);

/// What both places leave of d^2 after the remainders, at least: the bound holds where both are
/// above 0.
struct far_margins {
  ball near_zero;
  ball elsewhere;
};
far_margins margins(const far_ranks& f, int from);

/// C_3 at all angles.
ball cubic_remainder(int from);

/// slack(m, t) for all t of the ball, at least.
ball least_slack(const two_term_bound& bound, const ball& m, const ball& angle);

}  // namespace loranoise::certify
