#include "simulate/gradients/source.hpp"

#include <stdexcept>
#include <string_view>

namespace loranoise::simulate {
namespace {

struct gradient_source {
  std::string_view ending;
  std::vector<gradient> (*read)(const std::filesystem::path& file);
};

#define LORANOISE_ENTRY(NAME, ENDING) gradient_source{ENDING, NAME##_gradients},
constexpr gradient_source gradient_sources[]{LORANOISE_GRADIENT_SOURCES(LORANOISE_ENTRY)};
#undef LORANOISE_ENTRY

}  // namespace

std::string known_gradient_endings() {
  std::string all;
  for (const gradient_source& s : gradient_sources) {
    all += (all.empty() ? "" : ", ") + std::string(s.ending);
  }
  return all;
}

std::vector<gradient> read_gradients(const std::filesystem::path& file) {
  for (const gradient_source& s : gradient_sources) {
    if (file.extension() == s.ending) return s.read(file);
  }
  throw std::runtime_error(file.string() + " has no ending that tells its kind: name a file that " +
                           "ends in " + known_gradient_endings());
}

}  // namespace loranoise::simulate
