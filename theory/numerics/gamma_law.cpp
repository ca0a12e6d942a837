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

// From this shape on Temme's uniform expansion (DLMF 8.12.3 and 8.12.10) is good to 1e-13 with two
// terms, and Boost's methods need of the order of sqrt(a) terms and more.
constexpr double many_degrees = 1e5;

// P(chi^2 > x) (side = 1) or P(chi^2 <= x) (side = -1) at degrees 2 a, x = 2 a (1 + mu).
double temme_tail(double a, double mu, double side) {
  const double half_square = mu > -1 ? -log1p_minus(mu) : std::numeric_limits<double>::infinity();
  const double eta = std::copysign(std::sqrt(2 * half_square), mu);
  const double main = 0.5 * std::erfc(side * eta * std::sqrt(0.5 * a));
  if (!(main > 0 && main < 1)) {
    return main;
  }
  double first = 1 / mu - 1 / eta;
  double second = 1 / (eta * eta * eta) - 1 / (mu * mu * mu) - 1 / (mu * mu) - 1 / (12 * mu);
  if (std::abs(eta) < 0.02) {  // their series, as the terms cancel
    first =
        -1.0 / 3 +
        eta * (1.0 / 12 -
               eta * (2.0 / 135 - eta * (1.0 / 864 + eta * (1.0 / 2835 - eta * 139.0 / 777600))));
    second = -1.0 / 540 - eta * (1.0 / 288 - eta * (1.0 / 378 - eta * 77.0 / 77760));
  }
  const double rest = std::exp(-a * half_square) /
                      std::sqrt(boost::math::constants::two_pi<double>() * a) *
                      (first + second / a);
  return std::fmin(1.0, std::fmax(0.0, main + side * rest));
}

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

double log_beta(double a, double b) {
  return 0.5 * std::log(boost::math::constants::two_pi<double>() * (1 / a + 1 / b)) -
         a * std::log1p(b / a) - b * std::log1p(a / b) + stirling_remainder(a) +
         stirling_remainder(b) - stirling_remainder(a + b);
}

}  // namespace loranoise::theory::detail
