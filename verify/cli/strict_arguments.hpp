// What the parser of the command line would let pass: read before it, and refused in one sentence.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace loranoise::cli {

/// ": did you mean NEAREST?" where one of those known is near, else where they are listed.
[[nodiscard]] std::string suggestion(const std::string& word,
                                     const std::vector<std::string>& known);

/// std::invalid_argument for an empty value; for a list with an empty item or blanks; for a whole
/// number that is not written in plain decimal digits or does not fit; and for one that is not
/// finite. `name` is what the sentence calls the option.
void check_value(const CLI::Option& option, const std::string& name, const std::string& value);

/// std::invalid_argument for a command or an option that there is not, with the nearest one, and as
/// check_value. `app` has all its commands and options by now.
void check_arguments(const CLI::App& app, int argc, const char* const* argv);

}  // namespace loranoise::cli
