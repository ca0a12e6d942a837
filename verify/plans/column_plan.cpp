#include "verify/plans/column_plan.hpp"

#include <cmath>
#include <vector>

#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "verify/statistics/standard_normal.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr int nodes = 600;

// Sums that give the variance of a function of S with S regressed out; E S = 1, Var S = 2/rank.
struct regressed {
  double mean = 0;
  double square = 0;
  double with_s = 0;

  void add(double weight, double s, double value) {
    mean += weight * value;
    square += weight * value * value;
    with_s += weight * (s - 1) * value;
  }
  [[nodiscard]] double variance(int rank) const {
    return std::fmax(0, square - mean * mean - with_s * with_s * rank / 2);
  }
};

// P(E | S) but for a constant: the sum of alternating P(z <= crossing | S).
double event_probability(const std::vector<double>& crossings, double mean, double deviation) {
  double sum = 0;
  double sign = 1;
  for (const double z : crossings) {
    sum += sign * normal_cdf((z - mean) / deviation);
    sign = -sign;
  }
  return sum;
}

}  // namespace

column_variances plan_column(int rank, double rho) {
  const std::vector<double> crossings = theory::density_crossings({static_cast<double>(rank), rho});
  const double norm = 1 + rho * rho;
  const double shift = rho * std::sqrt(rank / norm);
  const double share = (1 - rho * rho) / norm;
  const double half = rank / 2.0;
  // Of log S: e^(half y) below, and beyond the far end fewer than one part in 1e15.
  const double low = -60.0 / rank - 8 * std::sqrt(2.0 / rank);
  const double high = std::log(1 + 8 * std::sqrt(2.0 / rank) + 70.0 / rank);
  const double step = (high - low) / nodes;
  const double log_peak = half * std::log(half) - std::lgamma(half);

  regressed event;
  regressed third;
  regressed fourth;
  for (int i = 0; i <= nodes; ++i) {
    const double y = low + i * step;
    const double s = std::exp(y);
    const double weight = step * std::exp(log_peak + half * (y - s));
    const double mean = shift * (s - 1);
    const double variance = share * s;
    event.add(weight, s, event_probability(crossings, mean, std::sqrt(variance)));
    third.add(weight, s, mean * (mean * mean + 3 * variance));
    fourth.add(weight, s, std::pow(mean, 4) + 6 * mean * mean * variance + 3 * variance * variance);
  }
  return {event.variance(rank), third.variance(rank), fourth.variance(rank)};
}

}  // namespace loranoise::verify::claims
