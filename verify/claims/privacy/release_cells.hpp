// The cells that privacy claims share.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/plans/releases.hpp"

namespace loranoise::verify::claims {

/// A cell for each: evaluate(experiment, result, margin scale).
std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double));

}  // namespace loranoise::verify::claims
