// Argument checks shared by the sources of theory/. Not installed: callers see std::domain_error.
#pragma once

#include <cmath>
#include <stdexcept>
#include <string>

namespace loranoise::theory::detail {

/// Throws "<rule>, got <value>": one sentence that says what was asked for and what came.
inline void require(bool holds, const char* rule, double value) {
  if (!holds) {
    throw std::domain_error(std::string(rule) + ", got " + std::to_string(value));
  }
}

inline void require_rank(double rank) {
  require(rank >= 1 && std::isfinite(rank), "rank must be finite and at least 1", rank);
}

inline void require_width(double width) {
  require(width >= 1 && std::isfinite(width), "width must be finite and at least 1", width);
}

}  // namespace loranoise::theory::detail
