#include "theory/sketches/peft.hpp"

#include <cmath>

#include "theory/numerics/require.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::theory {
namespace {

double entry_variance(peft_initialisation initialisation, double rank, double width) {
  switch (initialisation) {
    case peft_initialisation::kaiming_uniform:
      return 1 / (3 * width);  // half-width 1/sqrt(width)
    case peft_initialisation::gaussian:
      return 1 / (rank * rank);
    case peft_initialisation::unit_gaussian:
      return 1 / rank;
  }
  throw std::domain_error("unknown PEFT initialisation");
}

}  // namespace

peft_scaling peft_effective_scaling(double rank, double width, double alpha,
                                    peft_initialisation initialisation, peft_rule rule) {
  detail::require_rank(rank);
  detail::require_width(width);
  detail::require(alpha > 0 && std::isfinite(alpha), "alpha must be finite and positive", alpha);
  const double scale = alpha / (rule == peft_rule::lora ? rank : std::sqrt(rank));
  const double variance = entry_variance(initialisation, rank, width);
  return {.scale = scale,
          .entry_variance = variance,
          .effective_rate = scale * scale * rank * variance,
          .excess_kurtosis = initialisation == peft_initialisation::kaiming_uniform
                                 ? uniform_excess_kurtosis
                                 : gaussian_excess_kurtosis};
}

}  // namespace loranoise::theory
