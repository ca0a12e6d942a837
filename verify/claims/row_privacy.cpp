#include "row_privacy.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

#include "cells.hpp"
#include "theory/gaussian_mechanism.hpp"
#include "verify/power.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double half_pi = std::numbers::pi / 2;
constexpr Eigen::Index wide_row = 1024;

std::vector<double> epsilons(const theory::row_release& release) {
  std::vector<double> all{0, 0.5, 1, 2, 3, 4, 6, 8, 12, 16};
  all.push_back(theory::gaussian_privacy_epsilon(theory::gaussian_shift(release), reference_delta));
  return all;
}

// (1 - exp(epsilon - L))_+ lies in [0, 1], so its variance is at most delta (1 - delta), which is
// largest in units of the squared margin at delta = 1/2.
std::uint64_t release_trials(double margin_scale) {
  constexpr double delta = 0.5;
  return trials_for_mean(delta * (1 - delta), margin_of_delta(delta, margin_scale));
}

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

std::string place_of(const release_experiment& e) {
  return e.pair->name + (e.reversed ? ", reversed" : "") + ", rank " + std::to_string(e.rank);
}

}  // namespace

double margin_of_delta(double delta, double margin_scale) {
  return margin_scale * std::max(delta_margin * delta, least_delta_margin);
}

void falsify_where_visible(std::vector<check>& all, const check& c, const char* formula,
                           double prediction) {
  if (std::abs(prediction - c.prediction) < visible * c.margin) return;
  all.push_back(falsify(c, formula, prediction));
}

theory::row_release release_of(const release_experiment& e) {
  const double ratio = e.pair->norm_ratio();
  return {static_cast<double>(e.rank), static_cast<double>(e.row().size()), e.pair->cosine(),
          e.reversed ? 1 / ratio : ratio};
}

std::vector<release_experiment> release_experiments(const study& s) {
  constexpr double equal_norms = 1e-3;
  std::vector<release_experiment> all;
  for (const row_pair& pair : s.pairs) {
    const bool wide = pair.row.size() >= wide_row;
    for (const int rank : wide ? s.wide_release_ranks : s.release_ranks) {
      if (rank > pair.row.size()) continue;
      for (const bool reversed : {false, true}) {
        if (reversed && std::abs(pair.norm_ratio() - 1) < equal_norms) continue;
        // The coarse grid takes both directions at the lowest rank alone.
        const bool lowest = rank == s.release_ranks.front();
        if (reversed && s.budget.grid == grid::coarse && !lowest) continue;
        release_experiment e{&pair, reversed, rank, {}, release_trials(s.budget.margin_scale)};
        e.epsilons = epsilons(release_of(e));
        all.push_back(std::move(e));
      }
    }
  }
  return all;
}

std::vector<cell> release_cells(const study& s, const std::vector<release_experiment>& experiments,
                                std::vector<check> (*evaluate)(const release_experiment&,
                                                               const release_result&, double)) {
  return cell_each(
      experiments, place_of,
      [evaluate, scale = s.budget.margin_scale](
          const release_experiment& e, const release_result& r) { return evaluate(e, r, scale); });
}

check check_at(const release_experiment& e) {
  check c;
  c.cell = place_of(e);
  c.gradient = e.pair->name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.row().size());
  c.rho = e.pair->cosine();
  c.trials = e.trials;
  return c;
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
