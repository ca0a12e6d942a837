#include "verify/power.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

#include "verify/sweep_settings.hpp"

namespace loranoise::verify {
namespace {

constexpr double level = family_error_rate / planned_family;

// Standard errors that a two-sided interval at the planned level reaches and an estimate strays
// but for the miss rate, for the most extreme of `count`.
double reach_of_worst(double count) {
  const boost::math::students_t interval(sweep_blocks - 1);
  return quantile(complement(interval, level / count / 2)) +
         quantile(complement(boost::math::normal(), planned_miss_rate / count / 2));
}

std::uint64_t whole(double trials) {
  if (!std::isfinite(trials) || !(trials > 0)) {
    throw std::invalid_argument("trials are planned for a positive variance and margin only");
  }
  return static_cast<std::uint64_t>(std::ceil(trials));
}

}  // namespace

std::uint64_t trials_for_mean(double variance, double margin) {
  static const double reach = reach_of_worst(1);
  return whole(variance * std::pow(reach / margin, 2));
}

std::uint64_t trials_for_worst_mean(double variance, double margin, double count) {
  return whole(variance * std::pow(reach_of_worst(count) / margin, 2));
}

std::uint64_t trials_for_skewness(double skewness, double allowed) {
  return whole(std::max(1.0, std::pow(skewness / allowed, 2)));
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
