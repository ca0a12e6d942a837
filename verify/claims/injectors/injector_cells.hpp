// What the claims on injectors have in common: where their checks look.
#pragma once

#include <string>

#include "verify/claims/experiment_cells.hpp"
#include "verify/experiments/injector.hpp"

namespace loranoise::verify::claims {

inline location where(const injector_experiment& e) {
  location place;
  place.cell = std::string(e.family->name) + ", " + e.gradient->name;
  place.gradient = e.gradient->name;
  place.rank = e.family->rank;
  place.width = e.family->width;
  place.trials = e.trials;
  return place;
}

/// What rounding makes of noise that is the same in every trial: a mask on a flat row.
inline constexpr double injected_rounding = 1e-9;

}  // namespace loranoise::verify::claims
