#include "theory/privacy/other_coefficient.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

#include "theory/numerics/gamma_law.hpp"

namespace loranoise::theory {
namespace {

constexpr double half_pi = std::numbers::pi / 2;

// P(chi^2_degrees <= q) and P(chi^2_degrees > q); far out, where Boost's evaluation would overflow,
// they are 0 and 1 to double precision.
struct chi_square_tails {
  double below;
  double above;
};
chi_square_tails tails(double degrees, double q) {
  constexpr double far = 40;  // deviations: either tail is below 1e-300 by then
  const double deviations = (q - degrees) / std::sqrt(2 * degrees);
  if (deviations > far * std::max(1.0, far / std::sqrt(degrees))) return {1, 0};
  if (deviations < -far) return {0, 1};
  return {detail::chi_square_cdf(degrees, q), detail::chi_square_sf(degrees, q)};
}

}  // namespace

double profile_with_coefficient(const row_release& release, double epsilon, double coefficient) {
  const double r = release.rank;
  const double m = release.width;
  const double tau = release.norm_ratio;
  const double k = r + m - 1;
  const double phi = std::acos(release.cosine);
  // Given the angle, L is linear in H ~ chi^2_K; g = ln(R/tau), and exp(epsilon - L) integrates to
  // a tail of the same law.
  const auto inner = [&](double theta) {
    const double ratio = std::cos(theta - phi) / std::cos(theta);
    if (!(ratio > 0) || !std::isfinite(ratio)) return 0.0;
    const double g = std::log(ratio / tau);
    const double constant = -m * std::log(tau) + coefficient * std::log(tau * ratio);
    const double slope = std::expm1(-g);
    if (slope == 0) return 0.0;
    const double q = std::max(0.0, 2 * (epsilon - constant) / slope);
    const double tilted = std::max(0.0, q * std::exp(-g));
    const double scale = std::exp(epsilon - constant + g * k / 2);
    const double own = g > 0 ? tails(k, q).below : tails(k, q).above;
    const double other = g > 0 ? tails(k, tilted).below : tails(k, tilted).above;
    return std::max(0.0, own - (other > 0 ? scale * other : 0));
  };
  const double log_norm =
      std::lgamma((r + 1) / 2) - std::lgamma(r / 2) - std::log(std::numbers::pi) / 2;
  const auto integrand = [&](double theta) {
    return std::exp(log_norm + (r - 1) * std::log(std::cos(theta))) * inner(theta);
  };
  constexpr int panels = 32;
  constexpr int most_halvings = 8;
  constexpr double relative = 1e-7;
  const double low = phi - half_pi;
  double sum = privacy_floor(r, release.cosine);
  for (int i = 0; i < panels; ++i) {
    const double step = (half_pi - low) / panels;
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(
        integrand, low + i * step, low + (i + 1) * step, most_halvings, relative);
  }
  return sum;
}

}  // namespace loranoise::theory
