// The subcommands of loranoise. Each adds itself to the parser and returns what to run when it was
// chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "simulate/sweep/process_group.hpp"

namespace loranoise::cli {

/// Exit statuses: bad input is 2, a run that failed is 1, one that was interrupted as a shell has
/// it.
inline constexpr int exit_passed = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_input = 2;
inline constexpr int exit_interrupted = 130;

using command = std::function<int()>;

/// In a group of several processes `verify` shares its sweeps with the others; the first alone
/// prints and writes files.

command add_verify(CLI::App& app, const simulate::process_group& group);
command add_law(CLI::App& app);
command add_row(CLI::App& app);
command add_privacy(CLI::App& app);
command add_regress(CLI::App& app);
command add_calibrate(CLI::App& app);
command add_profiles(CLI::App& app);

}  // namespace loranoise::cli
