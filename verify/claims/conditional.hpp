// The conditional (Rao-Blackwell) measurement of total variation and of moments.
#pragma once

#include <string>
#include <vector>

#include "cells.hpp"
#include "column_plan.hpp"
#include "experiments/column.hpp"
#include "verify/estimate.hpp"

namespace loranoise::verify::claims {

/// One coordinate given its column of A, |rho| < 1. Trials are planned for tv_margin(), and capped
/// where that would take too long.
column_experiment column_at(const study& s, const probe_row& row, std::size_t coordinate, int rank);

/// One coordinate given its column of A: the coordinates of every probe row at every rank, but for
/// those that are all of their row (their column determines their noise).
std::vector<column_experiment> column_experiments(const study& s);

/// The margin of a measured total variation: a share of the exact one (2 % times the profile's
/// scale, 1 % on the fine grid), or what the capped trials reach where that is wider.
double tv_margin(const study& s, const column_experiment& e);

/// The event's probability under the noise less that under the Gaussian, the sketch's squared
/// column norm (expectation 1) regressed out.
estimate excess_estimate(const column_result& r);

/// The same for the exact law: at most the exact TV, which it falls short of by what the pilot run
/// missed.
double exact_excess(const column_experiment& e, const column_result& r);

}  // namespace loranoise::verify::claims
