#include "theory/numerics/gamma_law.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/stirling.hpp"

namespace loranoise::theory::detail {
namespace {

// A tail that underflows is 0, not an error; results are computed in double, not long double, which
// is three times faster and costs about a digit.
using policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

// P(chi^2 > x) and P(chi^2 <= x) at degrees 2 a, x = 2 a (1 + mu), beyond the 4.5 deviations within
// which Boost uses Temme's uniform expansion, and where its series need sqrt(a) terms: the same
// expansion to two terms (DLMF 8.12), relative error below 1e-12 for a >= many_degrees. `side` is 1
// for the upper tail, -1 for the lower.
constexpr double many_degrees = 1e5;
constexpr double temme_square = 20;  // Boost's limit for a mu^2

bool far_of_many(double a, double mu) {
  return a > many_degrees && a * mu * mu >= temme_square;
}

double temme_tail(double a, double mu, double side) {
  const double half_square = mu > -1 ? -log1p_minus(mu) : std::numeric_limits<double>::infinity();
  const double eta = std::copysign(std::sqrt(2 * half_square), mu);
  const double main = 0.5 * std::erfc(side * eta * std::sqrt(0.5 * a));
  if (!(main > 0 && main < 1)) {
    return main;
  }
  const double first = 1 / mu - 1 / eta;
  const double second = 1 / (eta * eta * eta) - 1 / (mu * mu * mu) - 1 / (mu * mu) - 1 / (12 * mu);
  const double rest = std::exp(-a * half_square) /
                      std::sqrt(boost::math::constants::two_pi<double>() * a) *
                      (first + second / a);
  return std::fmax(0.0, main + side * rest);
}

}  // namespace

double chi_square_cdf(double degrees, double x) {
  if (!(x > 0)) {
    return degrees == 0 && x == 0 ? 1 : 0;
  }
  if (degrees == 0 || std::isinf(x)) {
    return 1;
  }
  const double mu = (x - degrees) / degrees;
  if (far_of_many(0.5 * degrees, mu)) {
    return temme_tail(0.5 * degrees, mu, -1);
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
  const double mu = (x - degrees) / degrees;
  if (far_of_many(0.5 * degrees, mu)) {
    return temme_tail(0.5 * degrees, mu, 1);
  }
  return boost::math::gamma_q(0.5 * degrees, 0.5 * x, policy());
}

double log_beta(double a, double b) {
  return 0.5 * std::log(boost::math::constants::two_pi<double>() * (1 / a + 1 / b)) -
         a * std::log1p(b / a) - b * std::log1p(a / b) + stirling_remainder(a) +
         stirling_remainder(b) - stirling_remainder(a + b);
}

}  // namespace loranoise::theory::detail
