// The parts of a model's stream: one for its members, then one a step for each other kind of draw.
#pragma once

#include <cstdint>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

enum class model_part : std::uint8_t { members, batches, factors, noise, kinds };

struct model_parts {
  stream words{};
  int steps = 0;

  /// The part of this kind and step, from 0 to `steps`.
  [[nodiscard]] stream at(model_part kind, std::uint64_t step) const {
    const auto of_a_kind = static_cast<std::uint64_t>(steps) + 1;
    return words.part(static_cast<std::uint64_t>(kind) * of_a_kind + step,
                      static_cast<std::uint64_t>(model_part::kinds) * of_a_kind);
  }
};

}  // namespace loranoise::simulate
