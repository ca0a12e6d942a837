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

/// A cell for each experiment: evaluate(experiment, result, margin_scale) -> checks.
template <experiment E>
std::vector<cell> descent_cells(const study& s, const std::vector<E>& experiments,
                                std::vector<check> (*evaluate)(const E&,
                                                               const typename E::result_type&,
                                                               double)) {
  return cells_at_scale(
      s, experiments, [](const E& e) { return where(e).cell; }, evaluate);
}

}  // namespace loranoise::verify::claims
