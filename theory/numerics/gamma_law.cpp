#include "theory/numerics/gamma_law.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "theory/numerics/stirling.hpp"

namespace loranoise::theory::detail {
namespace {

// A tail that underflows is 0, not an error; results are computed in double, not long double, which
// is three times faster and costs about a digit.
using policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

}  // namespace

double chi_square_cdf(double degrees, double x) {
  if (!(x > 0)) {
    return degrees == 0 && x == 0 ? 1 : 0;
  }
  if (degrees == 0 || std::isinf(x)) {
    return 1;
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
  return boost::math::gamma_q(0.5 * degrees, 0.5 * x, policy());
}

double log_beta(double a, double b) {
  return 0.5 * std::log(boost::math::constants::two_pi<double>() * (1 / a + 1 / b)) -
         a * std::log1p(b / a) - b * std::log1p(a / b) + stirling_remainder(a) +
         stirling_remainder(b) - stirling_remainder(a + b);
}

}  // namespace loranoise::theory::detail
