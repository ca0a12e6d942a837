#include "theory/distance/gaussian_gap.hpp"

#include <algorithm>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <numbers>

namespace loranoise::theory::detail {
namespace {

// The trapezoidal sum is periodic in q with this period: its images of f - phi must not reach |q|
// <= reach.
constexpr double period = 40;
constexpr double node_step = 2 * std::numbers::pi / period;

// x - atan(x) for x >= 0 without cancellation.
double argument_minus_atan(double x) {
  if (x > 0.4) {
    return x - std::atan(x);
  }
  const double square = x * x;
  double sum = 0;
  for (int k = 41; k >= 3; k -= 2) {
    sum = 1.0 / k - square * sum;
  }
  return sum * square * x;
}

}  // namespace

gaussian_gap::gaussian_gap(double rank, double rho) {
  const double sigma = std::sqrt(rank * (1 + rho * rho));
  double largest = 0;
  for (int j = 1;; ++j) {
    const double v = j * node_step;
    const double up = (1 + rho) * v / sigma;
    const double down = (1 - rho) * v / sigma;
    // log of the characteristic function, plus v^2/2.
    const double re =
        -rank / 4 * (boost::math::log1pmx(up * up) + boost::math::log1pmx(down * down));
    const double im = -rank / 2 * (argument_minus_atan(up) - argument_minus_atan(down));
    const double gauss = std::exp(-v * v / 2);
    const double whole = std::exp(re - v * v / 2);
    const double half_sine = std::sin(im / 2);
    const double shrink = re < 0.5 ? gauss * std::expm1(re) : whole - gauss;
    nodes_.push_back({shrink - 2 * whole * half_sine * half_sine, whole * std::sin(im)});
    const double size = std::hypot(nodes_.back().re, nodes_.back().im);
    largest = std::max(largest, size);
    if (size < 1e-19 * largest && v > 6) {
      break;
    }
  }
}

double gaussian_gap::invert(double q, int integrations) const {
  // exp(-i v q) at v = j node_step, by rotation.
  const double turn_re = std::cos(node_step * q);
  const double turn_im = -std::sin(node_step * q);
  double re = 1;
  double im = 0;
  double sum = 0;
  double v = 0;
  for (const node& g : nodes_) {
    const double next = re * turn_re - im * turn_im;
    im = re * turn_im + im * turn_re;
    re = next;
    v += node_step;
    const double along = re * g.re - im * g.im;
    if (integrations == 0) {
      sum += along;
    }
    if (integrations == 1) {
      sum -= (re * g.im + im * g.re) / v;
    }
    if (integrations == 2) {
      sum -= along / (v * v);
    }
  }
  return sum * node_step / std::numbers::pi;
}

}  // namespace loranoise::theory::detail
