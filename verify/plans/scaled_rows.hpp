// Which rows are brought to a norm before their noise is looked at.
#pragma once

#include <vector>

#include "verify/experiments/scaled_row.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Rows of one width, from equal entries to a single one, scaled to their threshold; and one that
/// is half as long as the threshold, clipped.
std::vector<scaled_row_experiment> scaled_row_experiments(const study& s);

}  // namespace loranoise::verify::claims
