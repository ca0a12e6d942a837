#include "verify/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <utility>

namespace loranoise::cli {
namespace {
constexpr int bar_width = 40;
constexpr auto redraw_interval = std::chrono::milliseconds(100);
}  // namespace

progress_bar::progress_bar(std::string title)
    : title_(std::move(title)), terminal_(isatty(STDERR_FILENO) != 0) {}

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
  const auto filled = static_cast<std::size_t>(share * bar_width);
  std::cerr << fmt::format("\r\033[K{} [{}{}] {:3.0f} % {}", title_, std::string(filled, '#'),
                           std::string(bar_width - filled, '.'), 100 * share, left)
            << std::flush;
}

}  // namespace loranoise::cli
