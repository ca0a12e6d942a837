// All figures of a run.
#pragma once

#include <string>
#include <vector>

#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify {

/// Names of the figures, in the order of the report.
const std::vector<std::string>& figure_names();

/// The points of every figure that shows one of `claims` (ids), as far as the experiments at hand
/// allow; experiments that were not run leave their figure out. On `threads` threads.
std::vector<series_point> figure_series(const study& s, const laboratory& lab, int threads,
                                        const std::vector<std::string>& claims);

}  // namespace loranoise::verify
