#include "verify/cli/provenance.hpp"

#include <array>
#include <ctime>
#include <fstream>

namespace loranoise::cli {
namespace {

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> stamp{};
  std::strftime(stamp.data(), stamp.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return stamp.data();
}

}  // namespace

std::map<std::string, std::string> provenance(int threads) {
  return {{"version", LORANOISE_VERSION},       {"commit", LORANOISE_COMMIT},
          {"compiler", LORANOISE_COMPILER},     {"processor", processor()},
          {"threads", std::to_string(threads)}, {"date", today()}};
}

}  // namespace loranoise::cli
