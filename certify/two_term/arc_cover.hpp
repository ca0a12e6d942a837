// The two-term bound at one rank for all angles: [0, pi/4] covered by arcs.
#pragma once

#include <optional>

#include "certify/two_term/two_term_bound.hpp"
#include "certify/two_term/wrapped_law.hpp"

namespace loranoise::certify {

/// The bound on [low, high]: where it holds, the largest ratio of TV's bound to it at the ends.
///
/// With the expansion around the middle t, TV(t + s) <= E(s) + s^2/2 C + outside, E convex and the
/// two-term bound concave, so that both ends suffice. An arc from 0 is expanded around 0, where
/// E(0) < c_1/r by the theorem at cosine 0, and E is below its chord.
std::optional<ball> arc_holds(const two_term_bound& bound, int rank, const circle& on,
                              const ball& low, const ball& high);

struct cover {
  int rank = 0;
  int pieces = 0;
  ball ratio;  ///< largest of TV's bound to the two-term bound, at the ends of the pieces
};

/// Covers [0, pi/4] at a rank >= 8 by arcs; resisting_rank where an arc would be too small.
cover cover_by_arcs(const two_term_bound& bound, int rank);

}  // namespace loranoise::certify
