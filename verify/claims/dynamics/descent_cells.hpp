// What the claims on descent have in common: where their checks look.
#pragma once

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/descents.hpp"

namespace loranoise::verify::claims {

location where(const frozen_path_experiment& e);
location where(const descent_experiment& e);

/// Block means of a linear combination of lists of block means.
std::vector<double> combined(const std::vector<std::vector<double>>& lists,
                             const std::vector<double>& weights);

}  // namespace loranoise::verify::claims
