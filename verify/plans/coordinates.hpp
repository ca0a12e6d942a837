// Which single coordinates are drawn by their law, and how often.
#pragma once

#include <vector>

#include "verify/experiments/coordinate.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// In law: the coordinates of every probe row at every rank.
std::vector<coordinate_experiment> coordinate_experiments(const study& s);

}  // namespace loranoise::verify::claims
