#include "verify/claims/privacy/release_cells.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/columns.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

namespace loranoise::verify::claims {
namespace {

constexpr double half_pi = std::numbers::pi / 2;

// P(chi^2_k <= q) and P(chi^2_k > q); far out, where Boost's evaluation overflows, they are 0 and 1
// to double precision.
struct chi_squared_tails {
  double below;
  double above;
};
chi_squared_tails tails(const boost::math::chi_squared& law, double q) {
  constexpr double far = 40;  // deviations: either tail is below 1e-300 by then
  const double k = law.degrees_of_freedom();
  const double deviations = (q - k) / std::sqrt(2 * k);
  if (deviations > far * std::max(1.0, far / std::sqrt(k))) return {1, 0};
  if (deviations < -far) return {0, 1};
  return {cdf(law, q), cdf(complement(law, q))};
}

}  // namespace

void falsify_where_visible(std::vector<check>& all, const check& c, const char* formula,
                           double prediction) {
  if (std::abs(prediction - c.prediction) < visible * c.margin) return;
  all.push_back(falsify(c, formula, prediction));
}

std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double)) {
  return cell_each(experiments, [evaluate, scale = s.budget.margin_scale](
                                    const release_experiment& e, const release_result& r) {
    return evaluate(e, r, scale);
  });
}

double profile_with_coefficient(const theory::row_release& release, double epsilon,
                                double coefficient) {
  const double r = release.rank;
  const double m = release.width;
  const double rho = release.cosine;
  const double tau = release.norm_ratio;
  const double k = r + m - 1;
  const boost::math::chi_squared law(k);
  const double phi = std::acos(rho);
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
    const double own = g > 0 ? tails(law, q).below : tails(law, q).above;
    const double other = g > 0 ? tails(law, tilted).below : tails(law, tilted).above;
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
  double sum = theory::privacy_floor(r, rho);
  for (int i = 0; i < panels; ++i) {
    const double step = (half_pi - low) / panels;
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(
        integrand, low + i * step, low + (i + 1) * step, most_halvings, relative);
  }
  return sum;
}

}  // namespace loranoise::verify::claims
