// Where the digits are: named by the environment, installed with the program, or in the sources.
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "verify/study/run_settings.hpp"

namespace loranoise::verify {

std::string default_digits() {
  namespace fs = std::filesystem;
  const char* named = std::getenv("LORANOISE_DIGITS");
  if (named != nullptr && *named != '\0') return named;
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  const fs::path installed =
      program.parent_path().parent_path() / "share" / "loranoise" / "digits.csv";
  return fs::exists(installed, none) ? installed.string() : LORANOISE_DIGITS;
}

}  // namespace loranoise::verify
