// coordinate_law on arrays; included by coordinate_law.hpp.
#pragma once

#include <span>

#include "theory/coordinate/law.hpp"

namespace loranoise::theory {

/// logpdf, cdf and sf of many points: out[j] = logpdf(law, x[j]) and so on, the very same numbers
/// as one by one. out must be as long as x (std::invalid_argument otherwise); a NaN gives a NaN.
void logpdf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out);
void cdf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out);
void sf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out);

}  // namespace loranoise::theory
