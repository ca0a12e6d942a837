// What a run of the ledger was asked to look at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace loranoise::verify {

/// The digits data that come with the program: the file that the environment variable
/// LORANOISE_DIGITS names, else ../share/loranoise/digits.csv beside an installed program, else
/// data/digits.csv of the sources that it was built from.
[[nodiscard]] std::string default_digits();

/// What fixes the numbers of a run. Threads and folders do not.
struct run_settings {
  std::string profile = "quick";
  std::uint64_t seed = 1;
  std::vector<std::string> claims;  ///< all for an empty list
  std::string cell;                 ///< all for an empty name
  std::vector<int> ranks;           ///< those of the profile for an empty list
  std::string gradients;            ///< a .npy file, or empty
  std::string digits;               ///< default_digits() for an empty name

  [[nodiscard]] std::string digits_file() const {
    return digits.empty() ? default_digits() : digits;
  }
};

}  // namespace loranoise::verify
