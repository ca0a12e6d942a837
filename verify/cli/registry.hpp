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

/// The commands, a line each, in the order of --help; add_law stands in a source of its own, and so
/// on. In a group of several processes SHARED ones share their sweeps with the others, and ALONE
/// ones run in the first, which alone prints and writes files.
// clang-format off
#define LORANOISE_COMMANDS(SHARED, ALONE) \
  SHARED(verify) \
  ALONE(claims) \
  ALONE(law) \
  ALONE(row) \
  ALONE(privacy) \
  ALONE(dynamics) \
  ALONE(noise) \
  ALONE(adapter) \
  SHARED(train) \
  SHARED(attack) \
  ALONE(regress) \
  ALONE(calibrate) \
  ALONE(profiles)
// clang-format on

#define LORANOISE_DECLARE_SHARED(NAME) \
  command add_##NAME(CLI::App& app, const simulate::process_group& group);
#define LORANOISE_DECLARE_ALONE(NAME) command add_##NAME(CLI::App& app);
LORANOISE_COMMANDS(LORANOISE_DECLARE_SHARED, LORANOISE_DECLARE_ALONE)
#undef LORANOISE_DECLARE_SHARED
#undef LORANOISE_DECLARE_ALONE

}  // namespace loranoise::cli
