// What a run of the ledger was asked to do, in a form that can be stored and taken up again.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "verify/study/run_settings.hpp"

namespace loranoise::cli {

using verify::run_settings;

struct verify_options {
  run_settings settings;
  int threads = 1;
  std::string out;
  std::string junit;
  bool resume = false;
  bool json = false;
};

/// Adds the options that fix the numbers of a run.
void add_settings_options(CLI::App& app, run_settings& s);
/// Adds --threads, the cores of this machine by default, and --json.
void add_machine_options(CLI::App& app, verify_options& o);
/// Adds every option of `verify`.
void add_verify_options(CLI::App& app, verify_options& o);

/// The settings as JSON text, and back (std::runtime_error for text that is not).
std::string to_text(const run_settings& settings);
run_settings settings_from_text(const std::string& text);

/// The settings of a stored run, for going on with it: options given again on the command line must
/// say the same (std::invalid_argument names the one that does not).
run_settings resumed_settings(const std::string& stored, const CLI::App& app,
                              const run_settings& given);

/// The command that starts a run with these settings, without claims and cell.
std::string command_line(const run_settings& settings);

}  // namespace loranoise::cli
