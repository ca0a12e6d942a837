// Where the checks of an injector look.
#pragma once

#include <string>

#include "verify/experiments/injector.hpp"
#include "verify/statistics/check.hpp"

namespace loranoise::verify::claims {

inline std::string injector_cell(const injector_experiment& e) {
  return std::string(e.family->name) + ", " + e.gradient->name;
}

inline location injector_place(const injector_experiment& e) {
  location place;
  place.cell = injector_cell(e);
  place.gradient = e.gradient->name;
  place.rank = e.family->rank;
  place.width = e.family->width;
  place.trials = e.trials;
  return place;
}

/// What rounding makes of noise that is the same in every trial: a mask on a flat row.
inline constexpr double injected_rounding = 1e-9;

}  // namespace loranoise::verify::claims
