// Section 5.2: the joint total variation as a one-dimensional integral over s, the part of the row
// along the gradient.
#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/normal.hpp"
#include "theory/numerics/quadrature.hpp"
#include "theory/numerics/require.hpp"
#include "theory/numerics/stirling.hpp"
#include "theory/row/law.hpp"

namespace loranoise::theory {
namespace {

// Mass that the integral may leave out at the ends.
constexpr double negligible_mass = 1e-16;
constexpr detail::tolerance integral_goal = {1e-12, 0};

// A value of s as x = s - 1 and as log s: both are needed to full relative accuracy, the one near
// 1, the other near 0.
struct position {
  double x;
  double log_s;

  static position at_x(double x) { return {x, std::log1p(x)}; }
  static position at_log(double log_s) { return {std::expm1(log_s), log_s}; }
  [[nodiscard]] double s() const { return std::exp(log_s); }
  // log s - (s - 1)
  [[nodiscard]] double curvature() const { return x < -0.5 ? log_s - x : detail::log1p_minus(x); }
};

// The noise against the normal law, in the variables (s, w): w = rank |v_perp|^2/|u|^2. Noise: s ~
// Gamma(a, rate a) with a = rank/2, and w ~ s chi^2_k with k = width - 1. Normal: s ~ N(1, 1/a) and
// w ~ chi^2_k.
class density_pair {
 public:
  density_pair(double rank, double width)
      : a_(0.5 * rank), k_(width - 1), remainder_(detail::stirling_remainder(a_)) {}

  // log of the ratio of the densities at (1 + x, w = 0): N(s) of section 5.2. Its derivative is
  // (a x^2 - (1 + k/2))/s, so it rises, falls and rises, with its turns at x = -+turn().
  [[nodiscard]] double log_ratio_at_zero(position at) const {
    return a_ * (at.curvature() + 0.5 * at.x * at.x) - (1 + 0.5 * k_) * at.log_s - remainder_;
  }
  [[nodiscard]] double turn() const { return std::sqrt((1 + 0.5 * k_) / a_); }
  [[nodiscard]] double log_ratio_scale() const { return remainder_; }
  [[nodiscard]] double degrees() const { return k_; }
  [[nodiscard]] double shape() const { return a_; }

  // What the half-line of w on which the noise density wins adds to the distance, per unit of s.
  [[nodiscard]] double gain(position at) const {
    const double s = at.s();
    const double boundary = 2 * log_ratio_at_zero(at) / -at.x;  // of w/s; w is s times as large
    const double scale = std::sqrt(a_ / two_pi);
    const double noise = scale * std::exp(a_ * at.curvature() - at.log_s - remainder_);
    const double normal = scale * std::exp(-0.5 * a_ * at.x * at.x);
    if (at.x < 0) {
      return noise * detail::chi_square_cdf(k_, boundary) -
             normal * detail::chi_square_cdf(k_, s * boundary);
    }
    return noise * detail::chi_square_sf(k_, boundary) -
           normal * detail::chi_square_sf(k_, s * boundary);
  }

  // P(noise s > 1 + x) - P(normal s > 1 + x).
  [[nodiscard]] double tail_gain(double x) const {
    return detail::chi_square_sf(2 * a_, 2 * a_ * (1 + x)) - normal_sf(x * std::sqrt(a_));
  }

 private:
  static constexpr double two_pi = 6.283185307179586477;

  double a_;
  double k_;
  double remainder_;
};

// The root of the log ratio between two values of log s at which it has opposite signs, as log s.
double root_between(const density_pair& pair, double from, double to) {
  std::uintmax_t iterations = 200;
  const auto f = [&pair](double y) { return pair.log_ratio_at_zero(position::at_log(y)); };
  const auto bracket = boost::math::tools::toms748_solve(
      f, from, to, boost::math::tools::eps_tolerance<double>(50), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

// The part of s < 1 where the noise can win, as log s: below `from` no w wins, above `to` neither.
struct window {
  double from;
  double to;
  bool from_is_root;
};

window window_below_one(const density_pair& pair, double lowest) {
  const bool turns = pair.turn() < 1;
  const double peak = turns ? std::log1p(-pair.turn()) : lowest;
  // Near s = 1 the ratio is -remainder + (1 + k/2)(1 - s) at most: the root is not nearer than
  // this.
  const double nearest = -0.5 * pair.log_ratio_scale() / (1 + 0.5 * pair.degrees());
  const double to = root_between(pair, peak, nearest);
  if (turns && lowest < peak && pair.log_ratio_at_zero(position::at_log(lowest)) < 0) {
    return {root_between(pair, lowest, peak), to, true};
  }
  return {lowest, to, false};
}

// x = s - 1 above which every w wins.
double certain_above(const density_pair& pair) {
  double high = 2 * pair.turn();
  while (pair.log_ratio_at_zero(position::at_x(high)) < 0) {
    high *= 2;
  }
  return std::expm1(root_between(pair, std::log1p(pair.turn()), std::log1p(high)));
}

// From a root of the ratio the gain grows as (distance)^(k/2): the square substitution makes that
// analytic for odd k.
double integral_from_root(const density_pair& pair, double root, double to) {
  const double sign = to < root ? -1 : 1;
  const double reach = std::sqrt(std::abs(to - root));
  const auto f = [&](double t) { return 2 * t * pair.gain(position::at_x(root + sign * t * t)); };
  std::vector<double> edges;
  const double finest = std::sqrt(std::abs(root));
  detail::append_doubling(edges, 0.5 * std::min(finest, reach), reach);
  detail::clip_edges(edges, 0, reach);
  return detail::integrate(f, edges, integral_goal);
}

// Between two values of log s, in that variable: there the noise density is a power of s.
double integral_in_log(const density_pair& pair, double from, double to) {
  if (!(from < to)) {
    return 0;
  }
  const auto f = [&](double y) { return std::exp(y) * pair.gain(position::at_log(y)); };
  std::vector<double> edges;
  detail::append_steps(edges, from, to, 2);
  detail::clip_edges(edges, from, to);
  return detail::integrate(f, edges, integral_goal);
}

double integral_below_one(const density_pair& pair, double lowest) {
  const window below = window_below_one(pair, lowest);
  const double root = std::expm1(below.to);
  if (below.from_is_root) {
    const double other = std::expm1(below.from);
    const double middle = 0.5 * (root + other);
    return integral_from_root(pair, other, middle) + integral_from_root(pair, root, middle);
  }
  const double middle = std::max(std::expm1(below.from), std::min(-0.5, 0.5 * (root - 1)));
  return integral_from_root(pair, root, middle) +
         integral_in_log(pair, below.from, std::log1p(middle));
}

// Next to s = 1 the boundary is at 2 remainder/x: nothing wins until that comes down to the bulk of
// chi^2_k.
double integral_above_one(const density_pair& pair, double to) {
  const double k = pair.degrees();
  const double from = pair.log_ratio_scale() / (400 + 25 * std::sqrt(2 * k));
  std::vector<double> edges;
  detail::append_doubling(edges, from, to);
  detail::clip_edges(edges, std::min(from, to), to);
  return detail::integrate([&pair](double x) { return pair.gain(position::at_x(x)); }, edges,
                           integral_goal);
}

}  // namespace

double row_total_variation(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
  const density_pair pair(rank, width);
  const double a = pair.shape();
  const double lowest = std::log(boost::math::gamma_p_inv(a, negligible_mass) / a);
  const double highest = boost::math::gamma_q_inv(a, negligible_mass) / a - 1;
  const double certain = certain_above(pair);
  if (width == 1) {  // no w: the noise wins between the roots and above the last one
    const window below = window_below_one(pair, lowest);
    const double from = below.from_is_root ? std::expm1(below.from) : -1;
    return pair.tail_gain(from) - pair.tail_gain(std::expm1(below.to)) + pair.tail_gain(certain);
  }
  const double tail = certain < highest ? pair.tail_gain(certain) : 0;
  return integral_below_one(pair, lowest) + integral_above_one(pair, std::min(certain, highest)) +
         tail;
}

}  // namespace loranoise::theory
