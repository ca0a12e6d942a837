#include "verify/study/input_files.hpp"

#include <filesystem>
#include <stdexcept>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/gradients/source.hpp"
#include "verify/study/sha256.hpp"

namespace loranoise::verify {
namespace {

// A pipe would be waited for, and a device need not end.
std::string checksum(const std::string& option, const std::string& file) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) {
    throw std::runtime_error("there is no file " + simulate::plain(file) + ": check --" + option);
  }
  if (kind != std::filesystem::file_type::regular) {
    throw std::runtime_error(simulate::plain(file) + " is not a regular file: save what --" +
                             option + " should read to one, and name that");
  }
  return sha256_of_file(file);
}

}  // namespace

std::map<std::string, std::string> input_checksums(const run_settings& settings, bool adapters) {
  std::map<std::string, std::string> sums;
  const std::string gradients = simulate::file_of(settings.gradients);
  if (!gradients.empty() && !piped(settings)) {
    sums["gradients"] = checksum("gradients", gradients);
  }
  if (adapters || settings.gradients.empty()) {
    sums["digits"] = checksum("digits", settings.digits_file());
  }
  return sums;
}

bool piped(const run_settings& settings) {
  const std::string gradients = simulate::file_of(settings.gradients);
  return gradients == "-" || gradients == "/dev/stdin";
}

}  // namespace loranoise::verify
