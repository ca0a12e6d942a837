// Which coordinates are averaged given their column of A, and how many trials each gets.
#pragma once

#include <vector>

#include "verify/experiments/column.hpp"
#include "verify/plans/column_plan.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// The cosine behind a column experiment.
double cosine(const column_experiment& e);

/// One coordinate given its column of A, |rho| < 1. Trials are planned for tv_margin(), and capped
/// where that would take too long.
column_experiment column_at(const study& s, const shared<probe_row>& row, std::size_t coordinate,
                            int rank);

/// One coordinate given its column of A: the coordinates of every probe row at every rank, but for
/// those that are all of their row (their column determines their noise).
std::vector<column_experiment> column_experiments(const study& s);

/// The margin of a measured total variation: the profile's share of the exact one, or what the
/// capped trials reach where that is wider.
double tv_margin(const study& s, const column_experiment& e);

}  // namespace loranoise::verify::claims
