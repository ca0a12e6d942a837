// Gamma and chi-squared variates that belong to a stream's elements.
#pragma once

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// Gamma(shape, scale 1), exact in law, of this trial: by rejection from a cube of a normal
/// (Marsaglia & Tsang, ACM TOMS 26, 2000), 1 to 1.05 tries. Try k takes normal `k` and word `k` of
/// its own blocks of the trial's elements, from block `first_block` (of 32 double elements, two
/// blocks for every 32 tries) on. shape >= 1/2; for shape below 1 one more power of a uniform.
/// Throws std::invalid_argument for another shape.
[[nodiscard]] double standard_gamma(const stream& words, std::uint64_t first_block, double shape);

/// Chi-squared with `degrees` >= 1 degrees of freedom, in time that does not depend on them.
[[nodiscard]] double chi_squared(const stream& words, std::uint64_t first_block, int degrees);

}  // namespace loranoise::simulate
