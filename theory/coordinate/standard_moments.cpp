#include "theory/coordinate/standard_moments.hpp"

#include <array>
#include <boost/math/special_functions/binomial.hpp>
#include <cmath>
#include <cstddef>

#include "theory/coordinate/law.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {

// m_n = sum over k of C(n - 1, k - 1) cumulant_k m_{n-k} (Stuart & Ord, Kendall's Advanced Theory
// of Statistics 1, 3.14).
double standard_moment(double rank, double rho, int order) {
  constexpr int highest = 8;
  detail::require(order >= 0 && order <= highest, "order must be between 0 and 8", order);
  const auto law = coordinate_law<double>::standardised(rank, rho);
  std::array<double, highest + 1> moments{1};
  for (int n = 1; n <= order; ++n) {
    double sum = 0;
    for (int k = 1; k <= n; ++k) {
      sum += boost::math::binomial_coefficient<double>(static_cast<unsigned>(n - 1),
                                                       static_cast<unsigned>(k - 1)) *
             cumulant(law, k) * moments[static_cast<std::size_t>(n - k)];
    }
    moments[static_cast<std::size_t>(n)] = sum;
  }
  return moments[static_cast<std::size_t>(order)];
}

double variance_of_cube(double rank, double rho) {
  return standard_moment(rank, rho, 6) - std::pow(standard_moment(rank, rho, 3), 2);
}

double variance_of_fourth(double rank, double rho) {
  return standard_moment(rank, rho, 8) - std::pow(standard_moment(rank, rho, 4), 2);
}

}  // namespace loranoise::theory
