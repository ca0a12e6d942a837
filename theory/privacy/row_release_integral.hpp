// The one-dimensional integral under every privacy figure of a row; theory/doc section 6.2.
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory::detail {

/// With L the privacy loss and R > 0 the ratio of section 6.1:
///   advantage    E_u[(1 - exp(epsilon - L))+ ; R > 0]
///   false_alarm  P_u'(L > epsilon)
///   miss         P_u(L <= epsilon)
enum class release_part { advantage, false_alarm, miss };

/// For -1 < cosine <= 1, and not both cosine = 1 and norm_ratio = 1; arguments are checked by the
/// callers.
[[nodiscard]] double integrate_release(const row_release& release, double epsilon,
                                       release_part part);

}  // namespace loranoise::theory::detail
