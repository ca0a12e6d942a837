#include "theory/privacy/gaussian_mechanism.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "theory/numerics/normal.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using boost::math::constants::root_two_pi;
using detail::require;

void require_shift(double mu) {
  require(mu >= 0 && std::isfinite(mu), "mu must be finite and not negative", mu);
}

// Mills' ratio at x less that at x + mu: the integral of exp(-x t - t^2/2) (1 - exp(-mu t)) over t
// > 0. Its integrand is positive, so nothing cancels however small mu is.
double mills_difference(double x, double mu) {
  const auto f = [x, mu](double t) { return -std::expm1(-mu * t) * std::exp(-t * (x + 0.5 * t)); };
  // The integrand falls like exp(-x t) or exp(-t^2/2), whichever is first; for x < 0 it peaks at
  // -x.
  const double scale = 1 / (1 + std::fmax(0.0, x));
  const double end = x > 0 ? 60 / (x + 6) + scale : -x + 13;
  const double step = 2 * scale;
  const int panels = static_cast<int>(std::ceil(end / step));
  double sum = 0;
  for (int i = 0; i < panels; ++i) {
    sum += boost::math::quadrature::gauss<double, 20>::integrate(f, i * step, (i + 1) * step);
  }
  return sum;
}

// Mills' ratio P(Z > x)/phi(x) for x > 0.
double mills_ratio(double x) {
  return x < 30 ? normal_sf(x) / normal_pdf(x) : 1 / (x + 1 / (x + 2 / (x + 3 / x)));
}

// e^epsilon P(Z > x + mu) at x = epsilon/mu - mu/2, where e^epsilon phi(x + mu) = phi(x).
double tilted_tail(double epsilon, double x, double mu) {
  return x + mu > 0 ? normal_pdf(x) * mills_ratio(x + mu) : std::exp(epsilon) * normal_sf(x + mu);
}

}  // namespace

double gaussian_shift(const row_release& release) {
  detail::require_rank(release.rank);
  require(std::abs(release.cosine) <= 1, "a cosine must be between -1 and 1", release.cosine);
  require(release.norm_ratio > 0 && std::isfinite(release.norm_ratio),
          "the norm ratio must be finite and positive", release.norm_ratio);
  // |u - u'|^2/|u|^2 with nothing to cancel when u and u' are close
  const double length = (release.norm_ratio - 1) / release.norm_ratio;
  const double across = 2 * (1 - release.cosine) / release.norm_ratio;
  const double square = release.rank * (length * length + across);
  return std::isfinite(square) ? std::sqrt(square)
                               : std::sqrt(release.rank) * std::hypot(length, std::sqrt(across));
}

double log_gaussian_privacy_profile(double mu, double epsilon) {
  require_shift(mu);
  require(std::isfinite(epsilon), "epsilon must be finite", epsilon);
  if (mu == 0) {
    return epsilon < 0 ? std::log(-std::expm1(epsilon)) : -std::numeric_limits<double>::infinity();
  }
  const double x = epsilon / mu - 0.5 * mu;
  // phi(x) = e^epsilon phi(x + mu): delta = phi(x) (Mills(x) - Mills(x + mu)).
  if (x > 1e150) {  // its square overflows
    return -std::numeric_limits<double>::infinity();
  }
  if (x > -5) {
    return -0.5 * x * x - std::log(root_two_pi<double>()) + std::log(mills_difference(x, mu));
  }
  // Here Phi(-x) is 1 to six digits, and delta is far from 0 unless mu is small.
  return epsilon < 0 && x + mu < -5 ? std::log(-std::expm1(epsilon) - normal_sf(-x) +
                                               std::exp(epsilon) * normal_sf(-x - mu))
                                    : std::log(normal_sf(x) - tilted_tail(epsilon, x, mu));
}

double gaussian_privacy_profile(double mu, double epsilon) {
  return std::exp(log_gaussian_privacy_profile(mu, epsilon));
}

double gaussian_privacy_epsilon(double mu, double delta) {
  require_shift(mu);
  require(delta > 0 && delta < 1, "delta must be between 0 and 1", delta);
  const double goal = std::log(delta);
  if (log_gaussian_privacy_profile(mu, 0) <= goal) {
    return 0;
  }
  double high = mu * (mu + 1);
  while (log_gaussian_privacy_profile(mu, high) > goal) {
    high *= 2;
  }
  const auto f = [&](double epsilon) { return log_gaussian_privacy_profile(mu, epsilon) - goal; };
  std::uintmax_t iterations = 200;
  const auto bracket = boost::math::tools::toms748_solve(
      f, 0.0, high, boost::math::tools::eps_tolerance<double>(48), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

double gaussian_trade_off(double mu, double type_one) {
  require_shift(mu);
  require(type_one >= 0 && type_one <= 1, "a type I error must be between 0 and 1", type_one);
  if (type_one == 0 || type_one == 1) {
    return 1 - type_one;
  }
  return normal_sf(mu + normal_quantile(type_one));  // Phi^-1(1 - alpha) = -Phi^-1(alpha)
}

}  // namespace loranoise::theory
