// The conditional (Rao-Blackwell) measurement of total variation: how much more of the noise than
// of the Gaussian an event holds.
#pragma once

#include "verify/experiments/column.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// The event's probability under the noise less that under the Gaussian, the sketch's squared
/// column norm (expectation 1) regressed out.
estimate excess_estimate(const column_result& r);

/// The same for the exact law: at most the exact TV, which it falls short of by what the pilot run
/// missed.
double exact_excess(const column_experiment& e, const column_result& r);

}  // namespace loranoise::verify::claims
