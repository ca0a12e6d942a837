// Controls of the generator, which every simulation rests on.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"

namespace loranoise::verify::claims {

/// The normals have variance 1, and neither the two of a pair nor neighbours are correlated: a cell
/// for each precision.
[[nodiscard]] std::vector<cell> generator_controls();

}  // namespace loranoise::verify::claims
