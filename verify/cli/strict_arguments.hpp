// What the parser of the command line would let pass: read before it, and refused in one sentence.
#pragma once

#include <CLI/CLI.hpp>

namespace loranoise::cli {

/// std::invalid_argument for a command or an option that there is not, with the nearest one; for an
/// empty value; for a list with an empty item or blanks; and for a whole number that is not written
/// in plain decimal digits or does not fit. `app` has all its commands and options by now.
void check_arguments(const CLI::App& app, int argc, const char* const* argv);

}  // namespace loranoise::cli
