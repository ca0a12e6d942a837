// Where the checks on several releases look.
#pragma once

#include "verify/claims/claim.hpp"
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
  std::vector<cell> all;
  all.reserve(experiments.size());
  for (const E& e : experiments) {
    all.push_back(measured_cell(
        where(e).cell, e,
        [e, evaluate, scale = s.budget.margin_scale](const typename E::result_type& r) {
          return evaluate(e, r, scale);
        }));
  }
  return all;
}

}  // namespace loranoise::verify::claims
