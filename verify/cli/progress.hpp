// A progress bar on a terminal, a line every tenth elsewhere.
#pragma once

#include <chrono>
#include <string>

namespace loranoise::cli {

class progress_bar {
 public:
  explicit progress_bar(std::string title);
  ~progress_bar();
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;

  /// Share done, 0 to 1; redraws at most ten times a second.
  void show(double share);

 private:
  using clock = std::chrono::steady_clock;
  std::string title_;
  bool terminal_;
  clock::time_point start_ = clock::now();
  clock::time_point drawn_{};
  int tenths_ = -1;
};

}  // namespace loranoise::cli
