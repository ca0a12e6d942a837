// Two rows or two steps released under one and the same sketch: no privacy;
// theory/doc/09-composition.md 9.1.
#pragma once

#include <span>

namespace loranoise::theory {

/// <v_1, w_2> - <v_2, w_1> for releases v_t = M u_t under one A: 0 (to rounding) when the
/// candidates w are the true rows, and almost surely not 0 otherwise, unless the pairs do not
/// separate. Equal lengths; std::domain_error otherwise.
[[nodiscard]] double frozen_statistic(std::span<const double> v_1, std::span<const double> v_2,
                                      std::span<const double> w_1, std::span<const double> w_2);

/// Whether two releases tell candidates (u_1, u_2) from (w_1, w_2) with certainty, at every rank:
/// they do unless the symmetric products u_1 w_2 and u_2 w_1 are equal, which is so in two cases
/// only: w_1 = b u_1 and w_2 = b u_2 with one b, or u_1 || u_2 and w_1 || w_2 with one ratio. Equal
/// up to `tolerance` times the largest entry counts as equal. No rows of zeros. Time width^2.
[[nodiscard]] bool frozen_pairs_separate(std::span<const double> u_1, std::span<const double> u_2,
                                         std::span<const double> w_1, std::span<const double> w_2,
                                         double tolerance = 1e-12);

}  // namespace loranoise::theory
