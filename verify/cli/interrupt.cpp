#include "verify/cli/interrupt.hpp"

#include <csignal>

namespace loranoise::cli {
namespace {

// The one thing that a signal handler can reach.
volatile std::sig_atomic_t noted = 0;

void note(int signal) {
  noted = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void watch_interrupts() {
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

void check_interrupt() {
  if (noted != 0) throw interrupted();
}

}  // namespace loranoise::cli
