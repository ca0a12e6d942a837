// The study of a run: the digits model that trains while the user watches, synthetic gradients, or
// the user's own.
#pragma once

#include <ostream>

#include "verify/study.hpp"
#include "verify_options.hpp"

namespace loranoise::cli {

/// Trains the network (the log goes to `log`) and gathers gradients, probe rows and adapters on the
/// grid of the profile. With a file of gradients, that takes the place of the digits' and the
/// synthetic ones; adapters train on the digits all the same. std::invalid_argument where a file
/// can't be read, a gradient is zero, or a rank does not fit.
verify::study build_study(const run_settings& settings, std::ostream& log);

}  // namespace loranoise::cli
