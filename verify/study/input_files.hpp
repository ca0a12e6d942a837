// The files that a run reads, and whether they are still what they were.
#pragma once

#include <map>
#include <string>

#include "verify/study/run_settings.hpp"

namespace loranoise::verify {

/// SHA-256 of each file that a run with these settings reads, by option: "gradients", and "digits"
/// where a network trains on them (`adapters`: some claim trains adapters). std::runtime_error
/// names a file that is not a regular one (a folder, a pipe, a device) or cannot be read.
[[nodiscard]] std::map<std::string, std::string> input_checksums(const run_settings& settings,
                                                                 bool adapters);

/// Whether the gradients come through standard input ("-", or its device): no file that could be
/// summed again.
[[nodiscard]] bool piped(const run_settings& settings);

}  // namespace loranoise::verify
