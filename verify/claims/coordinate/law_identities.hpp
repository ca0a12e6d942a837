// The law's other functions are held against its distribution function, which draws are compared
// with.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"

namespace loranoise::verify::claims {

/// A cell for each rank and cosine of the study's coordinates: the density integrates to the
/// distribution function, and the quantile is its inverse.
[[nodiscard]] std::vector<cell> law_identities(const study& s);

}  // namespace loranoise::verify::claims
