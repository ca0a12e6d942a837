// What an attack finds, as numbers with intervals.
#pragma once

#include "simulate/attack/membership.hpp"
#include "simulate/attack/roc.hpp"

namespace loranoise::simulate {

struct attack_findings {
  value_range area;      ///< under the curve
  value_range power_1;   ///< true-positive rate at a false-positive rate of 1 %
  value_range power_01;  ///< at 0.1 %
};

/// Intervals of this level from resamplings of the target models, drawn from `words`. Throws
/// std::invalid_argument as check_scores with 3 models, and for a level outside (0, 1).
[[nodiscard]] attack_findings attack_models(const score_table& table, membership_attack attack,
                                            double level, const stream& words);

}  // namespace loranoise::simulate
