#include "verify/statistics/power.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {
namespace {

constexpr double level = family_error_rate / planned_family;

// How far, in standard errors, a two-sided interval at the planned level reaches plus how far its
// end may be off but for the miss rate, for the most extreme of `count`. The estimated standard
// error spreads by 1/sqrt(2 degrees), so the end does by sqrt(1 + t^2/(2 degrees)).
double reach_of_worst(double count) {
  constexpr double degrees = sweep_blocks - 1;
  const boost::math::students_t interval(degrees);
  const double t = quantile(complement(interval, level / count / 2));
  const double z = quantile(complement(boost::math::normal(), planned_miss_rate / count / 2));
  return t + z * std::sqrt(1 + t * t / (2 * degrees));
}

double mean_reach() {
  static const double reach = reach_of_worst(1);
  return reach;
}

std::uint64_t whole(double trials) {
  if (!std::isfinite(trials) || !(trials > 0)) {
    throw std::invalid_argument("trials are planned for a positive variance and margin only");
  }
  return static_cast<std::uint64_t>(std::ceil(trials));
}

// The band's half-width is sqrt(log(2/level)/(2 n)), and the distance itself exceeds
// sqrt(log(2/miss)/(2 n)) with the miss rate: together they must fit.
double supremum_reach() {
  return (std::sqrt(std::log(2 / level)) + std::sqrt(std::log(2 / planned_miss_rate))) /
         std::numbers::sqrt2;
}

}  // namespace

std::uint64_t trials_for_mean(double variance, double margin) {
  return whole(variance * std::pow(mean_reach() / margin, 2));
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

std::uint64_t trials_for_supremum(double margin) {
  return whole(std::pow(supremum_reach() / margin, 2));
}

double margin_for_mean(double variance, std::uint64_t trials) {
  return mean_reach() * std::sqrt(variance / static_cast<double>(trials));
}

double margin_for_supremum(std::uint64_t trials) {
  return supremum_reach() / std::sqrt(static_cast<double>(trials));
}

// As for the supremum: the interval's half-width and what the distance itself may be.
double margin_for_anderson_darling(std::uint64_t trials) {
  const double reach = anderson_darling_reach(level) + anderson_darling_reach(planned_miss_rate);
  return reach / std::sqrt(static_cast<double>(trials));
}

}  // namespace loranoise::verify
