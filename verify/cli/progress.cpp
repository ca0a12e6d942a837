#include "verify/cli/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <utility>

namespace loranoise::cli {
namespace {
constexpr int widest_bar = 40;
constexpr auto redraw_interval = std::chrono::milliseconds(100);

// A terminal that can draw over a line. One called dumb, as in an editor, cannot.
bool can_redraw() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
}

// Asked each time: a line longer than the terminal would go on in the next, and stay there.
int terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

progress_bar::progress_bar(std::string title) : title_(std::move(title)), terminal_(can_redraw()) {}

progress_bar::~progress_bar() {
  if (terminal_) std::cerr << "\r\033[K" << std::flush;
}

void progress_bar::show(double share) {
  share = std::clamp(share, 0.0, 1.0);
  const auto now = clock::now();
  if (!terminal_) {
    const int tenths = static_cast<int>(share * 10);
    if (tenths > tenths_) {
      tenths_ = tenths;
      std::cerr << fmt::format("{}: {} %\n", title_, 10 * tenths);
    }
    return;
  }
  if (now - drawn_ < redraw_interval && share < 1) return;
  drawn_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const std::string left =
      share > 0.01 ? fmt::format("{:.0f} s left", elapsed * (1 - share) / share) : "";
  const std::string numbers = fmt::format("{:3.0f} % {}", 100 * share, left);
  // Title, blanks, brackets, and a column for the cursor.
  const int taken = static_cast<int>(title_.size() + numbers.size()) + 5;
  const int width = std::min(widest_bar, terminal_columns() - taken);
  if (width <= 0) {
    std::cerr << fmt::format("\r\033[K{:.0f} %", 100 * share) << std::flush;
    return;
  }
  const int filled = static_cast<int>(share * width);
  std::cerr << fmt::format("\r\033[K{} [{:#<{}}{:.<{}}] {}", title_, "", filled, "", width - filled,
                           numbers)
            << std::flush;
}

}  // namespace loranoise::cli
