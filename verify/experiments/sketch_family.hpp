// The sketches that the literal experiments can draw.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {

enum class sketch_family {
  gaussian,
  uniform,
  rademacher,
  sparse_sign,
  haar,
  peft_default,
  peft_gaussian,
  lora_fa_projector
};

/// Part of the entries of the sparse sign sketch that are not zero.
inline constexpr double sparse_sign_density = 0.25;

using any_sketch =
    std::variant<simulate::gaussian_sketch, simulate::uniform_sketch, simulate::rademacher_sketch,
                 simulate::sparse_sign_sketch, simulate::haar_sketch, simulate::peft_default_sketch,
                 simulate::peft_gaussian_sketch, simulate::lora_fa_projector_sketch>;

/// std::invalid_argument unless 1 <= rank <= width.
[[nodiscard]] any_sketch make_sketch(sketch_family family, int rank, int width);

/// The same, scaled to E[A'A] = I.
[[nodiscard]] any_sketch make_unit_sketch(sketch_family family, int rank, int width);

[[nodiscard]] std::string_view name(sketch_family family);

/// Whether the rows of A are orthonormal (up to a factor), so that its entries are not independent.
[[nodiscard]] bool orthonormal(sketch_family family);

/// Var N_ki of the sketch scaled to E[A'A] = I (theory/README.md 2.2, 2.5); norm_squared = |g_k|^2.
[[nodiscard]] double noise_variance(sketch_family family, double norm_squared, double entry,
                                    int rank, int width);

}  // namespace loranoise::verify
