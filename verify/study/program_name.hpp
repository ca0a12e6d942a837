// How the user calls this program, for the commands that it tells to type.
#pragma once

#include <string>

namespace loranoise::verify {

/// "loranoise", or what LORANOISE_COMMAND says, as the script `run` does that stands before it: a
/// shell's words, quoted where they must be.
[[nodiscard]] std::string program_name();

}  // namespace loranoise::verify
