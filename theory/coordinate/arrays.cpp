#include "theory/coordinate/arrays.hpp"

#include <cmath>
#include <stdexcept>

namespace loranoise::theory {
namespace {

template <class Function>
void apply(std::span<const double> x, std::span<double> out, const Function& f) {
  if (x.size() != out.size()) {
    throw std::invalid_argument("loranoise::theory: out must be as long as x");
  }
  for (std::size_t j = 0; j < x.size(); ++j) {
    out[j] = std::isnan(x[j]) ? x[j] : f(x[j]);
  }
}

}  // namespace

void logpdf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out) {
  const double log_scale = std::log(law.working_scale());
  apply(x, out, [&](double point) {
    return detail::log_density(law.kernel(), law.standardise(point)) - log_scale;
  });
}

void cdf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out) {
  apply(x, out, [&](double point) { return cdf(law, point); });
}

void sf(const coordinate_law<double>& law, std::span<const double> x, std::span<double> out) {
  apply(x, out, [&](double point) { return sf(law, point); });
}

}  // namespace loranoise::theory
