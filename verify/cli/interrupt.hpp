// Ctrl-C as an exception: asked for at points where everything computed so far is safe.
#pragma once

#include <exception>

namespace loranoise::cli {

struct interrupted : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// From now on SIGINT and SIGTERM are noted instead of ending the process; a second one ends it.
void watch_interrupts();

/// Throws `interrupted` if one was noted.
void check_interrupt();

}  // namespace loranoise::cli
