// What the claims on descent have in common: where their checks look.
#pragma once

#include "verify/claims/claim.hpp"
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
