#include "theory/coordinate/log_bessel_k.hpp"

#include <cstddef>

#include "theory/coordinate/debye_coefficients.hpp"

namespace loranoise::theory::detail {
namespace {

// Terms of the series that still count at this order: the k-th is below 4 (k/10)^k order^-k.
int terms_needed(double order) {
  if (order > 4000) {
    return 4;
  }
  if (order > 250) {
    return 6;
  }
  return order > 70 ? 8 : debye_terms;
}

}  // namespace

double log_saddle_factor_debye(double order, double w) {
  const double p2 = (order / w) * (order / w);
  double sum = 0;
  for (int k = terms_needed(order); k >= 1; --k) {
    const auto& row = debye_log_series[static_cast<std::size_t>(k - 1)];
    double polynomial = row[static_cast<std::size_t>(k)];
    for (int j = k - 1; j >= 0; --j) {
      polynomial = polynomial * p2 + row[static_cast<std::size_t>(j)];
    }
    sum = (sum + polynomial) / w;
  }
  return sum;
}

}  // namespace loranoise::theory::detail
