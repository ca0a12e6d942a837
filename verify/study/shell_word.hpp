// A command as it is shown, to be run again.
#pragma once

#include <string>
#include <string_view>

namespace loranoise::verify {

/// The text as one word of a shell's command line; as it stands where no shell would take it
/// otherwise. Plain text whatever it is given: what is not goes in octal between $' and ', which
/// bash, zsh and ksh read.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace loranoise::verify
