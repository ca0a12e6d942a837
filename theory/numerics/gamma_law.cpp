#include "theory/numerics/gamma_law.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/normal.hpp"
#include "theory/numerics/stirling.hpp"

namespace loranoise::theory::detail {
namespace {

// A tail that underflows is 0, not an error; results are computed in double, not long double, which
// is three times faster and costs about a digit.
using policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

// From this shape on Temme's uniform expansion (DLMF 8.12.3 and 8.12.10) is good to 1e-13 with two
// terms, and Boost's methods need of the order of sqrt(a) terms and more.
constexpr double many_degrees = 1e5;

// Temme's expansion at shape a and x = a (1 + mu): eta^2/2 = mu - log(1 + mu), and what is added to
// the normal tail beyond eta sqrt(a), in units of exp(-a eta^2/2)/sqrt(2 pi a).
struct temme_terms {
  double half_square;
  double eta;
  double rest;
};
temme_terms temme(double a, double mu) {
  const double half_square = mu > -1 ? -log1p_minus(mu) : std::numeric_limits<double>::infinity();
  const double eta = std::copysign(std::sqrt(2 * half_square), mu);
  double first = 1 / mu - 1 / eta;
  double second = 1 / (eta * eta * eta) - 1 / (mu * mu * mu) - 1 / (mu * mu) - 1 / (12 * mu);
  if (std::abs(eta) < 0.02) {  // their series, as the terms cancel
    first =
        -1.0 / 3 +
        eta * (1.0 / 12 -
               eta * (2.0 / 135 - eta * (1.0 / 864 + eta * (1.0 / 2835 - eta * 139.0 / 777600))));
    second = -1.0 / 540 - eta * (1.0 / 288 - eta * (1.0 / 378 - eta * 77.0 / 77760));
  }
  return {half_square, eta, first + second / a};
}

// P(chi^2 > x) (side = 1) or P(chi^2 <= x) (side = -1) at degrees 2 a, x = 2 a (1 + mu).
double temme_tail(double a, double mu, double side) {
  const temme_terms t = temme(a, mu);
  const double main = normal_sf(side * t.eta * std::sqrt(a));
  if (!(main > 0 && main < 1)) {
    return main;
  }
  const double rest = std::exp(-a * t.half_square) /
                      std::sqrt(boost::math::constants::two_pi<double>() * a) * t.rest;
  return std::fmin(1.0, std::fmax(0.0, main + side * rest));
}

// The logarithm of either tail where it underflows: x is far out on that side, so that Temme's
// expansion, the continued fraction (DLMF 8.9.2) and the power series (DLMF 8.7.1) all converge
// fast, next to log(x^a e^-x/Gamma(a)) without cancellation.
double log_far_tail(double a, double x, double side) {
  const double mu = (x - a) / a;
  if (!(mu > -1) || std::isinf(x)) {
    return -std::numeric_limits<double>::infinity();
  }
  const double log_two_pi = std::log(boost::math::constants::two_pi<double>());
  if (a >= many_degrees) {
    const temme_terms t = temme(a, mu);
    const double root = std::sqrt(a);
    return -a * t.half_square - 0.5 * log_two_pi +
           std::log(mills_ratio(side * t.eta * root) + side * t.rest / root);
  }
  // log(x/a) - mu; near x = 0 mu has lost the digits of x.
  const double curvature = mu < -0.5 ? std::log(x / a) - mu : log1p_minus(mu);
  const double prefix = 0.5 * (std::log(a) - log_two_pi) + a * curvature - stirling_remainder(a);
  constexpr int most = 100000;
  constexpr double settled = 1e-16;
  if (side > 0) {  // Lentz's method
    double b = x + 1 - a;
    double c = std::numeric_limits<double>::max();
    double d = 1 / b;
    double fraction = d;
    for (int n = 1; n < most; ++n) {
      const double numerator = -n * (n - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      fraction *= c * d;
      if (!(std::abs(c * d - 1) > settled)) {
        break;
      }
    }
    return prefix + std::log(fraction);
  }
  double term = 1 / a;
  double sum = term;
  for (int n = 1; n < most && term > settled * sum; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return prefix + std::log(sum);
}

// Below it a probability has lost digits, or all of them.
constexpr double least_probability = 1e-290;

}  // namespace

double chi_square_cdf(double degrees, double x) {
  if (!(x > 0)) {
    return degrees == 0 && x == 0 ? 1 : 0;
  }
  if (degrees == 0 || std::isinf(x)) {
    return 1;
  }
  if (0.5 * degrees >= many_degrees) {
    return temme_tail(0.5 * degrees, (x - degrees) / degrees, -1);
  }
  return boost::math::gamma_p(0.5 * degrees, 0.5 * x, policy());
}

double chi_square_sf(double degrees, double x) {
  if (!(x > 0)) {
    return degrees == 0 && x == 0 ? 0 : 1;
  }
  if (degrees == 0 || std::isinf(x)) {
    return 0;
  }
  if (0.5 * degrees >= many_degrees) {
    return temme_tail(0.5 * degrees, (x - degrees) / degrees, 1);
  }
  return boost::math::gamma_q(0.5 * degrees, 0.5 * x, policy());
}

double log_chi_square_cdf(double degrees, double x) {
  const double plain = chi_square_cdf(degrees, x);
  return plain > least_probability || !(x > 0) ? std::log(plain)
                                               : log_far_tail(0.5 * degrees, 0.5 * x, -1);
}

double log_chi_square_sf(double degrees, double x) {
  const double plain = chi_square_sf(degrees, x);
  return plain > least_probability || degrees == 0 ? std::log(plain)
                                                   : log_far_tail(0.5 * degrees, 0.5 * x, 1);
}

double log_beta(double a, double b) {
  return 0.5 * std::log(boost::math::constants::two_pi<double>() * (1 / a + 1 / b)) -
         a * std::log1p(b / a) - b * std::log1p(a / b) + stirling_remainder(a) +
         stirling_remainder(b) - stirling_remainder(a + b);
}

}  // namespace loranoise::theory::detail
