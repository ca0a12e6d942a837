// The numbers behind the figures of a run.
#pragma once

#include <string>
#include <vector>

#include "verify/experiments/laboratory.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify {

struct series_point {
  std::string figure;
  std::string series;
  double x;
  double y;
  double low;  ///< of the interval; y itself for formulas
  double high;
};

/// Level of the intervals drawn in figures: each covers with probability 99.9 %.
inline constexpr double figure_alpha = 1e-3;

/// Points of every figure that the experiments at hand allow; experiments that were not run leave
/// their figure out.
std::vector<series_point> figure_series(const study& s, const laboratory& lab);

}  // namespace loranoise::verify
