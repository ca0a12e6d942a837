// Options from a TOML file, under those of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace loranoise::cli {

/// Gives the options of `sub` that were not given on the command line the values of the file:
/// "steps = 400", with or without a [table] of the command's name. std::invalid_argument, one
/// sentence, for a file that cannot be read, a key that is no option (with the nearest one), or a
/// value that does not fit.
void apply_config_file(CLI::App& sub, const std::string& file);

}  // namespace loranoise::cli
