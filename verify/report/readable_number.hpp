// Numbers as people write them, in the table of a run.
#pragma once

#include <string>

#include "verify/statistics/verdict.hpp"

namespace loranoise::verify {

/// The observed number of a check with its interval: "1.023 [0.969, 1.077]"; "1.90794e-07 ± 2e-13"
/// where the interval is narrower than a ten-thousandth; "0.350075 computed" where a formula gives
/// it. Four digits, and more where the number could not be told from its prediction otherwise.
std::string observed_text(const judged_check& c);

/// What it is held against: "<= 0.350076" for a bound, "vs 1" for an equality, nothing for a
/// number that is reported alone.
std::string against_text(const judged_check& c);

}  // namespace loranoise::verify
