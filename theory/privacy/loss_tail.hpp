// The far tail of the privacy loss, and what it does to moments accountants:
// theory/doc/09-composition.md 9.4.
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// c in P_u(L > l) - floor ~ c/l and delta(l) - floor ~ c/l as l -> infinity:
/// c = C sin^rank(phi) norm_ratio (rank + width - 1)/2 with C = Gamma((rank + 1)/2)/(sqrt(pi)
/// Gamma(rank/2)). 0 for parallel rows. One release; over several the tails add. Ranges of
/// row_release.hpp.
[[nodiscard]] double loss_tail_coefficient(const row_release& release);

/// Renyi divergence of order above 1 of the release of u from that of u', losses of infinity left
/// out: infinite unless the rows are parallel, because of that tail. For parallel rows (a change of
/// norm alone) it is finite as long as (order - 1) (norm_ratio - 1) < 1. order > 1.
[[nodiscard]] double renyi_divergence(const row_release& release, double order);

}  // namespace loranoise::theory
