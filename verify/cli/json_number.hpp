// A number as the commands print it: infinite values by name, because JSON has none.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace loranoise::cli {

/// The number itself, "inf" or "-inf".
inline nlohmann::ordered_json or_infinity(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

}  // namespace loranoise::cli
