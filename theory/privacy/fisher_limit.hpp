// Many releases of rows that hardly differ: the Gaussian limit, and the Gaussian mechanism of equal
// variance beside it; theory/doc/09-composition.md 9.5. Sketch redrawn for each release.
// std::domain_error out of range.
#pragma once

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// Fisher information of one release about the direction of the row (per squared radian):
/// ((rank - 1)^2 + (width + rank - 1)/2)/(rank - 2); infinite for rank <= 2, where there is no
/// Gaussian limit.
[[nodiscard]] double fisher_information_of_direction(double rank, double width);

/// The same about the logarithm of the row's norm: (width + rank - 1)/2.
[[nodiscard]] double fisher_information_of_norm(double rank, double width);

/// mu of the Gaussian mechanism that `releases` releases tend to as the rows get closer:
/// mu^2 = releases (I phi^2 + J log^2 tau), phi the angle between the rows. >= 1 release.
[[nodiscard]] double local_gaussian_shift(const row_release& release, double releases);

/// sqrt(I/rank): how much larger mu is than that of the Gaussian mechanism of equal variance, for a
/// change of direction.
[[nodiscard]] double variance_understatement(double rank, double width);

/// The rank at which the information about the direction is least, 2 + sqrt((width + 3)/2), a real
/// number: a smaller or a larger rank reveals more. Its least value is 5/2 + sqrt(2 (width + 3)).
[[nodiscard]] double least_revealing_rank(double width);
[[nodiscard]] double least_fisher_information(double width);

}  // namespace loranoise::theory
