// The study of a run: the digits model that trains while the user watches, synthetic gradients, or
// the user's own.
#pragma once

#include <ostream>

#include "verify/study/run_settings.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify {

/// Trains the network (the log goes to `log`) and gathers gradients, probe rows and adapters as
/// the profile has it. With a file of gradients, that takes the place of the digits' and the
/// synthetic ones; adapters, if asked for, train on the digits all the same. std::invalid_argument
/// where a file can't be read, a gradient is zero, or a rank does not fit.
study build_study(const run_settings& settings, bool adapters, std::ostream& log);

}  // namespace loranoise::verify
