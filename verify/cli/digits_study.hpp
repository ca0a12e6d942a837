// The default study: gradients of a small network that trains on handwritten digits while you wait.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "verify/study.hpp"

namespace loranoise::cli {

/// Trains the network (a few lines of `log`), takes batch gradients of both layers at the start, in
/// the middle and after convergence, and trains adapters with a frozen A. std::runtime_error if the
/// data cannot be read.
verify::study make_digits_study(const std::string& digits_file, std::uint64_t seed,
                                const verify::profile& budget, std::ostream& log);

}  // namespace loranoise::cli
