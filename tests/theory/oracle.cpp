#include "tests/theory/oracle.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace loranoise::test {

wide naive_log_bessel_k(const wide& order, const wide& x) {
  return log(boost::math::cyl_bessel_k(order, x));
}

wide naive_log_density(double rank, double rho, const wide& t) {
  const wide r = rank;
  const wide s = (1 - wide(rho)) * (1 + wide(rho));
  const wide nu = (r - 1) / 2;
  return nu * log(abs(t) / 2) + rho * t / s + naive_log_bessel_k(nu, abs(t) / s) -
         boost::math::lgamma(wide(r / 2)) - log(boost::math::constants::pi<wide>() * s) / 2;
}

wide naive_tail(double rank, double rho, const wide& t, bool upper) {
  const wide k = wide(rank) / 2;
  const wide s = (1 - wide(rho)) * (1 + wide(rho));
  const wide norm = boost::math::lgamma(k) + k * log(wide(2));
  // The integrand varies on the scales 1/sqrt(k) of log S and sqrt(s) of the normal cdf.
  const wide step = sqrt(s) / (8 * sqrt(k + 1));
  const wide centre = log(wide(rank));
  const auto term = [&](const wide& y) {
    const wide size = exp(y);
    const wide z = (t - rho * size) / sqrt(2 * s * size);
    return wide(exp(k * y - size / 2 - norm) * boost::math::erfc(upper ? z : wide(-z)) / 2);
  };
  wide sum = term(centre);
  for (const int side : {1, -1}) {
    wide previous = 0;
    for (int j = 1; j < 200000; ++j) {
      const wide here = term(centre + side * j * step);
      sum += here;
      if (here < previous && here < sum * wide(1e-25)) break;
      previous = here;
    }
  }
  return sum * step;
}

}  // namespace loranoise::test
