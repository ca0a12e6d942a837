// The subcommands of loranoise. Each adds itself to the parser and returns what to run when it was
// chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "simulate/sweep/process_group.hpp"

namespace loranoise::cli {

inline constexpr int exit_passed = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_input = 2;
inline constexpr int exit_halted = 3;
inline constexpr int exit_interrupted = 130;

/// What each means, for --help; README.md has the same table.
inline constexpr const char* exit_statuses =
    "Exit status:\n"
    "  0    every verdict is the expected one, or the command did what it was asked\n"
    "  1    a verdict is not the expected one, or a falsifier was not caught\n"
    "  2    bad input: nothing was computed\n"
    "  3    the run could not go on: the disk is full, the stored results are damaged, a process "
    "or\n"
    "       the memory was lost, the program itself is at fault; what was stored before is kept\n"
    "  130  interrupted (Ctrl-C, SIGTERM): what was computed is kept, --resume goes on\n";

using command = std::function<int()>;

/// In a group of several processes `verify` shares its sweeps with the others; the first alone
/// prints and writes files.

command add_verify(CLI::App& app, const simulate::process_group& group);
/// The commands that run in one process: a line each, in the order of --help. add_law stands in a
/// source of its own, and so on.
// clang-format off
#define LORANOISE_COMMANDS(COMMAND) \
  COMMAND(claims) \
  COMMAND(law) \
  COMMAND(row) \
  COMMAND(privacy) \
  COMMAND(dynamics) \
  COMMAND(noise) \
  COMMAND(adapter) \
  COMMAND(train) \
  COMMAND(attack) \
  COMMAND(regress) \
  COMMAND(calibrate) \
  COMMAND(profiles)
// clang-format on

#define LORANOISE_DECLARE(NAME) command add_##NAME(CLI::App& app);
LORANOISE_COMMANDS(LORANOISE_DECLARE)
#undef LORANOISE_DECLARE

}  // namespace loranoise::cli
