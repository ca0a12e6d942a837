#include "verify/power.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

#include "verify/sweep_settings.hpp"

namespace loranoise::verify {
namespace {

constexpr double level = family_error_rate / planned_family;

// Quantiles of a two-sided interval at the planned level and of the miss rate.
double interval_quantile() {
  const boost::math::students_t law(sweep_blocks - 1);
  return quantile(complement(law, level / 2));
}
double miss_quantile() {
  return quantile(complement(boost::math::normal(), planned_miss_rate / 2));
}

std::uint64_t whole(double trials) {
  if (!std::isfinite(trials) || !(trials > 0)) {
    throw std::invalid_argument("trials are planned for a positive variance and margin only");
  }
  return static_cast<std::uint64_t>(std::ceil(trials));
}

}  // namespace

std::uint64_t trials_for_mean(double variance, double margin) {
  static const double reach = interval_quantile() + miss_quantile();
  return whole(variance * std::pow(reach / margin, 2));
}

std::uint64_t trials_for_probability(double p, double margin) {
  return trials_for_mean(p * (1 - p), margin);
}

// The band's half-width is sqrt(log(2/level)/(2 n)), and the distance itself exceeds
// sqrt(log(2/miss)/(2 n)) with the miss rate: together they must fit.
std::uint64_t trials_for_supremum(double margin) {
  const double reach = std::sqrt(std::log(2 / level)) + std::sqrt(std::log(2 / planned_miss_rate));
  return whole(std::pow(reach / margin, 2) / 2);
}

}  // namespace loranoise::verify
