// Where the checks on several releases look.
#pragma once

#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/several_releases.hpp"

namespace loranoise::verify::claims {

location where(const summed_loss_experiment& e);
location where(const frozen_release_experiment& e);
location where(const replaced_example_experiment& e);

/// A cell for each experiment: evaluate(experiment, result, margin_scale) -> checks.
template <experiment E>
std::vector<cell> several_cells(const study& s, const std::vector<E>& experiments,
                                std::vector<check> (*evaluate)(const E&,
                                                               const typename E::result_type&,
                                                               double)) {
  return cells_at_scale(
      s, experiments, [](const E& e) { return where(e).cell; }, evaluate);
}

}  // namespace loranoise::verify::claims
