#include "theory/privacy/row_release.hpp"

#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "theory/coordinate/sign_probability.hpp"
#include "theory/numerics/require.hpp"
#include "theory/privacy/row_release_integral.hpp"

namespace loranoise::theory {
namespace {

using detail::integrate_release;
using detail::release_part;
using detail::require;

void require_release(const row_release& release) {
  detail::require_rank(release.rank);
  detail::require_width(release.width);
  require(std::abs(release.cosine) <= 1, "a cosine must be between -1 and 1", release.cosine);
  require(release.norm_ratio > 0 && std::isfinite(release.norm_ratio),
          "the norm ratio must be finite and positive", release.norm_ratio);
  require(release.width >= 2 || std::abs(release.cosine) == 1,
          "rows of width 1 have a cosine of 1 or -1", release.cosine);
}

// The root of a decreasing function of epsilon, bracketed by doubling steps from `start`; upwards
// is unbounded, so the caller must know that the root exists.
template <class Function>
double decreasing_root(const Function& f, double start, double first_step) {
  const double direction = f(start) > 0 ? 1 : -1;
  double from = start;
  double to = start + direction * first_step;
  for (double step = 2 * first_step; direction * f(to) > 0; step *= 2) {
    from = to;
    to += direction * step;
  }
  if (from > to) {
    std::swap(from, to);
  }
  std::uintmax_t iterations = 100;
  const auto bracket = boost::math::tools::toms748_solve(
      f, from, to, boost::math::tools::eps_tolerance<double>(46), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

// A log of what may underflow to 0, kept finite for the root finder.
double finite_log(double value) {
  return std::log(std::fmax(value, std::numeric_limits<double>::min()));
}

bool same_rows(const row_release& release) {
  return release.cosine == 1 && release.norm_ratio == 1;
}

}  // namespace

double privacy_floor(double rank, double cosine) {
  detail::require_rank(rank);
  require(std::abs(cosine) <= 1, "a cosine must be between -1 and 1", cosine);
  return negative_probability(rank, cosine);
}

double privacy_profile(const row_release& release, double epsilon) {
  require_release(release);
  require(std::isfinite(epsilon), "epsilon must be finite", epsilon);
  if (same_rows(release)) {
    return std::fmax(0.0, -std::expm1(epsilon));
  }
  if (release.cosine == -1) {
    return 1;
  }
  const double above_floor = integrate_release(release, epsilon, release_part::advantage);
  return std::fmin(1.0, privacy_floor(release.rank, release.cosine) + above_floor);
}

double privacy_profile(double rank, double width, double cosine, double norm_ratio,
                       double epsilon) {
  return privacy_profile({rank, width, cosine, norm_ratio}, epsilon);
}

double privacy_epsilon(const row_release& release, double delta) {
  require_release(release);
  require(delta > 0 && delta < 1, "delta must be between 0 and 1", delta);
  const double above_floor = delta - privacy_floor(release.rank, release.cosine);
  if (above_floor <= 0) {
    return std::numeric_limits<double>::infinity();
  }
  if (privacy_profile(release, 0) <= delta) {
    return 0;
  }
  const double goal = std::log(above_floor);
  return decreasing_root(
      [&](double epsilon) {
        return finite_log(integrate_release(release, epsilon, release_part::advantage)) - goal;
      },
      0, 1);
}

test_errors likelihood_ratio_errors(const row_release& release, double threshold) {
  require_release(release);
  require(std::isfinite(threshold), "a threshold must be finite", threshold);
  if (same_rows(release)) {  // L = 0 always
    return threshold < 0 ? test_errors{1, 0} : test_errors{0, 1};
  }
  if (release.cosine == -1) {
    return {0, 0};
  }
  return {std::fmin(1.0, integrate_release(release, threshold, release_part::false_alarm)),
          std::fmin(1.0, integrate_release(release, threshold, release_part::miss))};
}

double trade_off(const row_release& release, double type_one) {
  require_release(release);
  require(type_one >= 0 && type_one <= 1, "a type I error must be between 0 and 1", type_one);
  if (same_rows(release)) {
    return 1 - type_one;
  }
  // Where R <= 0 under u the row cannot be u', and the other way round: both with the probability
  // of the floor.
  const double certain = privacy_floor(release.rank, release.cosine);
  if (type_one == 0) {
    return 1 - certain;
  }
  if (type_one >= 1 - certain) {
    return 0;
  }
  const double goal = std::log(type_one);
  const double threshold = decreasing_root(
      [&](double epsilon) {
        return finite_log(integrate_release(release, epsilon, release_part::false_alarm)) - goal;
      },
      0, 1);
  return integrate_release(release, threshold, release_part::miss);
}

}  // namespace loranoise::theory
