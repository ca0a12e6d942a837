#include "theory/dynamics/independent_steps.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/quadrature.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using detail::require;

void require_independent_steps(double step, int steps) {
  require(step > 0 && std::isfinite(step), "a step size must be finite and positive", step);
  require(steps >= 0, "the number of steps must not be negative", steps);
}

void require_layer(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
}

}  // namespace

double independent_steps_mean(double step, int steps) {
  require_independent_steps(step, steps);
  return std::pow(1 - step, steps);
}

double redrawn_second(double rank, double width, double step, int steps) {
  require_layer(rank, width);
  require_independent_steps(step, steps);
  // (1 - a)^2 + a^2 (m + 1)/r, by its logarithm of 1 + ...: small steps keep their digits.
  const double change = step * (step * (1 + (width + 1) / rank) - 2);
  return std::exp(steps * std::log1p(change));
}

double fixed_noise_plateau(double noise_energy, double step) {
  require(noise_energy >= 0 && std::isfinite(noise_energy),
          "a noise energy must be finite and not negative", noise_energy);
  require_independent_steps(step, 0);
  require(step < 2, "a plateau needs a step below 2", step);
  return step * noise_energy / (2 - step);
}

double fixed_noise_second(double noise_energy, double step, int steps) {
  require(noise_energy >= 0 && std::isfinite(noise_energy),
          "a noise energy must be finite and not negative", noise_energy);
  require_independent_steps(step, steps);
  const double change = step * (step - 2);  // (1 - a)^2 - 1
  if (change == 0) {
    return 1 + step * step * noise_energy * steps;
  }
  if (step == 1) {
    return steps == 0 ? 1 : noise_energy;
  }
  const double log_kept = 2.0 * steps * std::log(std::abs(1 - step));
  return std::exp(log_kept) + step * step * noise_energy * std::expm1(log_kept) / change;
}

double redrawn_step_limit(double rank, double width) {
  require_layer(rank, width);
  return 2 * rank / (rank + width + 1);
}

double redrawn_best_factor(double rank, double width) {
  require_layer(rank, width);
  return (width + 1) / (rank + width + 1);
}

// With X = rank s, H = X + w ~ chi^2_(rank + width - 1) and b = X/H ~ Beta(rank/2, (width - 1)/2),
// independent of H, the factor (1 - a s)^2 + a^2 s w/rank is (1 - b) + b (1 - a H/rank)^2. With b =
// sin^2(t) the density of t is 2 sin^(rank - 1) cos^(width - 2)/B.
double redrawn_log_factor(double rank, double width, double step) {
  require_layer(rank, width);
  require_independent_steps(step, 0);
  constexpr detail::tolerance goal = {1e-12, 1e-11};
  const double quarter_turn = boost::math::constants::half_pi<double>();
  const double shape = 0.5 * (rank + width - 1);
  const double log_gamma = boost::math::lgamma(shape);
  const double log_normalisation =
      width > 1 ? std::numbers::ln2 - detail::log_beta(0.5 * rank, 0.5 * (width - 1)) : 0;
  std::vector<double> angles;
  detail::append_graded(angles, std::atan(std::sqrt(rank / width)), 1, 5);
  detail::append_graded(angles, quarter_turn, 1, 12);
  detail::clip_edges(angles, 0, quarter_turn);
  // E of the logarithm given kept = 1 - a H/rank
  const auto over_share = [&](double kept) {
    if (width == 1) {
      return 2 * std::log(std::abs(kept));
    }
    const auto f = [&](double t) {
      const double sine = std::sin(t);
      const double cosine = std::cos(t);
      return std::exp(log_normalisation + (rank - 1) * std::log(sine) +
                      (width - 2) * std::log(cosine)) *
             std::log(cosine * cosine + sine * sine * kept * kept);
    };
    return detail::integrate(f, angles, goal);
  };
  const double turn = 0.5 * rank / step;  // H/2 where kept = 0
  const double spread = 9 * std::sqrt(shape) + 40;
  std::vector<double> sizes;
  detail::append_graded(sizes, turn, spread, 30);
  detail::append_graded(sizes, shape, spread, 3);
  detail::append_graded(sizes, 0, 1, 30);
  detail::clip_edges(sizes, std::fmax(0.0, shape - spread), shape + spread);
  return detail::integrate(
      [&](double x) {
        const double density = std::exp((shape - 1) * std::log(x) - x - log_gamma);
        return density > 1e-18 ? density * over_share((turn - x) / turn) : 0;
      },
      sizes, goal);
}

double redrawn_almost_sure_limit(double rank, double width) {
  // Below redrawn_step_limit the mean of the factor, and so (Jensen) the mean of its logarithm, is
  // on the right side.
  double low = redrawn_step_limit(rank, width);
  double f_low = redrawn_log_factor(rank, width, low);
  double high = 2 * low;
  double f_high = redrawn_log_factor(rank, width, high);
  while (f_high <= 0) {
    low = high;
    f_low = f_high;
    high *= 2;
    f_high = redrawn_log_factor(rank, width, high);
  }
  std::uintmax_t iterations = 60;
  const auto f = [&](double step) { return redrawn_log_factor(rank, width, step); };
  const auto bracket = boost::math::tools::toms748_solve(
      f, low, high, f_low, f_high, boost::math::tools::eps_tolerance<double>(30), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

}  // namespace loranoise::theory
