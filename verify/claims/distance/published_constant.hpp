// Bounds that lie far above what they bound: no measurement can tell their constants, their closed
// values at cosines 0 and 1 can.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"

namespace loranoise::verify::claims {

/// A bound, computed, against its closed value at a rank and a cosine of 0 or 1.
comparison published_constant(const std::string& bound, double rank, bool rho_is_one,
                              double computed, double closed);

/// A cell for each place at which a bound has a closed value: evaluate(rank, whether rho is 1).
std::vector<cell> constant_cells(const std::string& bound,
                                 std::vector<check> (*evaluate)(double, bool));

}  // namespace loranoise::verify::claims
