#include "verify/claims/coordinate/standard_moments.hpp"

#include <array>
#include <boost/math/special_functions/binomial.hpp>
#include <boost/math/special_functions/factorials.hpp>
#include <cmath>

namespace loranoise::verify::claims {
namespace {

// Cumulant of z: that of T over its standard deviation to the power of the order.
double cumulant(int rank, double rho, int order) {
  if (order == 1) return 0;
  const double sign = order % 2 == 0 ? 1 : -1;
  const double of_t = rank / 2.0 *
                      boost::math::factorial<double>(static_cast<unsigned>(order - 1)) *
                      (std::pow(1 + rho, order) + sign * std::pow(1 - rho, order));
  return of_t / std::pow(rank * (1 + rho * rho), order / 2.0);
}

}  // namespace

double standard_skewness(int rank, double rho) {
  return cumulant(rank, rho, 3);
}

double standard_kurtosis(int rank, double rho) {
  return cumulant(rank, rho, 4);
}

// m_n = sum over k of C(n - 1, k - 1) cumulant_k m_{n-k} (Stuart & Ord, Kendall's Advanced Theory
// of Statistics 1, 3.14).
double standard_moment(int rank, double rho, int order) {
  std::array<double, 9> moments{1};
  for (int n = 1; n <= order; ++n) {
    double sum = 0;
    for (int k = 1; k <= n; ++k) {
      sum += boost::math::binomial_coefficient<double>(static_cast<unsigned>(n - 1),
                                                       static_cast<unsigned>(k - 1)) *
             cumulant(rank, rho, k) * moments[static_cast<std::size_t>(n - k)];
    }
    moments[static_cast<std::size_t>(n)] = sum;
  }
  return moments[static_cast<std::size_t>(order)];
}

double variance_of_cube(int rank, double rho) {
  return standard_moment(rank, rho, 6) - std::pow(standard_moment(rank, rho, 3), 2);
}

double variance_of_fourth(int rank, double rho) {
  return standard_moment(rank, rho, 8) - std::pow(standard_moment(rank, rho, 4), 2);
}

}  // namespace loranoise::verify::claims
