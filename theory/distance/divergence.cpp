// Kullback-Leibler and Hellinger: integrals of phi(q) g(log(f/phi)) with g >= 0, so that nothing
// cancels.
#include <boost/math/quadrature/exp_sinh.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "theory/distance/distance.hpp"
#include "theory/distance/gaussian_gap.hpp"
#include "theory/numerics/normal.hpp"

namespace loranoise::theory {
namespace {

using detail::gaussian_gap;

// Below this rank the axis is split at T = 0, where the density may have a pole, a kink or (|rho|
// near 1) an edge; from it on, T = 0 lies more than 11 standard deviations out or is smooth.
constexpr double smooth_rank = 256;
constexpr double divergence_reach = 60;
constexpr double divergence_tolerance = 1e-11;
// log(f/phi) below this size is taken from f - phi, which keeps its relative accuracy.
constexpr double small_log_ratio = 0.01;

// What is integrated, from the two densities and L = log(f/phi).
using integrand = double (*)(double density, double normal, double log_ratio);

// f log(f/phi) - f + phi: the last two integrate to 0 and make it positive; ~ phi L^2/2.
double forward(double density, double normal, double log_ratio) {
  if (std::fabs(log_ratio) < 1e-3) {
    return normal * log_ratio * log_ratio *
           (0.5 + log_ratio * (1.0 / 3 + log_ratio * (0.125 + log_ratio / 30)));
  }
  if (density == 0) {
    return normal;
  }
  return density * log_ratio - (density - normal);
}

// phi log(phi/f) - phi + f.
double backward(double density, double normal, double log_ratio) {
  if (std::fabs(log_ratio) < 1e-3) {
    return normal * log_ratio * log_ratio *
           (0.5 + log_ratio * (1.0 / 6 + log_ratio * (1.0 / 24 + log_ratio / 120)));
  }
  return normal == 0 ? density : density - normal - normal * log_ratio;
}

// (sqrt(f) - sqrt(phi))^2/2.
double squared_hellinger(double density, double normal, double log_ratio) {
  const double change = std::fabs(log_ratio) < 1 ? std::sqrt(normal) * std::expm1(log_ratio / 2)
                                                 : std::sqrt(density) - std::sqrt(normal);
  return change * change / 2;
}

double integrate(double rank, double rho, integrand g) {
  const auto law = coordinate_law<double>::standardised(rank, rho);
  const auto& kernel = law.kernel();
  const auto value = [&](const detail::point<double>& x, const gaussian_gap* gap) {
    if (std::fabs(x.q) > 1000) {
      return 0.0;
    }
    const double log_normal = normal_log_pdf(x.q);
    const double log_density = detail::log_density(kernel, x);
    if (log_density > std::numeric_limits<double>::max()) {
      return 0.0;  // the pole itself
    }
    const double normal = std::exp(log_normal);
    double log_ratio = log_density - log_normal;
    if (gap && std::fabs(log_ratio) < small_log_ratio &&
        std::fabs(x.q) < gaussian_gap::trusted_reach) {
      log_ratio = std::log1p(gap->density(x.q) / normal);
    }
    return g(std::exp(log_density), normal, log_ratio);
  };
  if (rank < smooth_rank) {
    boost::math::quadrature::exp_sinh<double> half_line;
    const auto right = [&](double t) { return value(kernel.from_raw(t), nullptr); };
    const auto left = [&](double t) { return value(kernel.from_raw(-t), nullptr); };
    return (half_line.integrate(right, divergence_tolerance) +
            half_line.integrate(left, divergence_tolerance)) /
           kernel.sigma;
  }
  const gaussian_gap gap(rank, rho);
  constexpr double step = 0.0625;
  double sum = 0;
  constexpr int steps = static_cast<int>(divergence_reach / step);
  for (int j = -steps; j <= steps; ++j) {
    sum += value(kernel.at(j * step), &gap);
  }
  return sum * step;
}

}  // namespace

double kl_noise_to_normal(double rank, double rho) {
  return integrate(rank, rho, forward);
}

double kl_normal_to_noise(double rank, double rho) {
  if (std::fabs(coordinate_law<double>(rank, rho).rho()) == 1) {  // the law checks both
    return std::numeric_limits<double>::infinity();
  }
  return integrate(rank, rho, backward);
}

double hellinger(double rank, double rho) {
  return std::sqrt(integrate(rank, rho, squared_hellinger));
}

}  // namespace loranoise::theory
