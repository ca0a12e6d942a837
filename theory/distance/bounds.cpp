#include "theory/distance/bounds.hpp"

#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>

#include "theory/distance/distance.hpp"

namespace loranoise::theory {
namespace {

// Slightly above he4_constant and he3_constant, as in section 4.5.
constexpr double two_term_rank = 0.350076;
constexpr double two_term_skewness = 0.125835;
constexpr double shevtsova = 0.4748;
constexpr double shevtsova_refined = 0.33554;
constexpr double shevtsova_shift = 0.415;

}  // namespace

double fourth_moment_tv(double rank, double rho) {
  return 2 * std::sqrt(kurtosis_excess(coordinate_law<double>(rank, rho)) / 6);
}

double fourth_moment_kolmogorov(double rank, double rho) {
  return fourth_moment_tv(rank, rho) / 2;
}

double beta_3(double rho) {
  // The law of rank 1 in units of its standard deviation, split at the pole T = 0 and at the kink T
  // = rho.
  const coordinate_law<double> law(1, std::fabs(rho));
  const auto& kernel = law.kernel();
  const auto cube = [&](double t) {
    const auto x = kernel.from_raw(t);
    const double log_density = detail::log_density(kernel, x);
    return std::fabs(log_density) < 700 ? std::exp(log_density) * std::fabs(x.q * x.q * x.q) : 0.0;
  };
  boost::math::quadrature::exp_sinh<double> half_line;
  boost::math::quadrature::tanh_sinh<double> finite;
  const double infinity = std::numeric_limits<double>::infinity();
  // A kink so near to the pole is neither seen nor resolved.
  constexpr double least_kink = 1e-30;
  const double kink = std::fabs(rho) < least_kink ? 0 : std::fabs(rho);
  double sum = half_line.integrate(cube, kink, infinity);
  if (kink > 0) {
    sum += finite.integrate(cube, 0.0, kink);
  }
  if (std::fabs(rho) < 1) {
    sum += half_line.integrate([&](double t) { return cube(-t); }, 0.0, infinity);
  }
  return sum / kernel.sigma;
}

double berry_esseen_kolmogorov(double rank, double rho) {
  return shevtsova * beta_3(rho) / std::sqrt(coordinate_law<double>(rank, rho).rank());
}

double berry_esseen_kolmogorov_refined(double rank, double rho) {
  return shevtsova_refined * (beta_3(rho) + shevtsova_shift) /
         std::sqrt(coordinate_law<double>(rank, rho).rank());
}

double two_term_tv(double rank, double rho) {
  return two_term_rank / rank +
         two_term_skewness * std::fabs(skewness(coordinate_law<double>(rank, rho)));
}

double berry_esseen_tv_ratio(double rank, double rho) {
  return total_variation(rank, rho) * std::sqrt(rank) / beta_3(rho);
}

smallest_constant smallest_berry_esseen_tv_constant() {
  // TV(r, rho) sqrt(r) falls or settles once r is past the first few ranks, so that ranks 1 to 16
  // and the powers of 2 after them are enough; in rho a coarse scan finds the basin that Brent then
  // refines.
  constexpr int cells = 40;
  constexpr int bits = 30;
  smallest_constant best{0, 0, 0};
  for (int whole = 1; whole <= 65536; whole = whole < 16 ? whole + 1 : 2 * whole) {
    const double rank = whole;
    int peak = 0;
    double top = 0;
    for (int j = 0; j <= cells; ++j) {
      const double ratio = berry_esseen_tv_ratio(rank, static_cast<double>(j) / cells);
      if (ratio > top) {
        top = ratio;
        peak = j;
      }
    }
    const auto [rho, negative] = boost::math::tools::brent_find_minima(
        [rank](double x) { return -berry_esseen_tv_ratio(rank, x); },
        std::max(0.0, (peak - 1.0) / cells), std::min(1.0, (peak + 1.0) / cells), bits);
    if (-negative > best.constant) {
      best = {-negative, rank, rho};
    }
    if (top > best.constant) {
      best = {top, rank, static_cast<double>(peak) / cells};
    }
  }
  return best;
}

}  // namespace loranoise::theory
