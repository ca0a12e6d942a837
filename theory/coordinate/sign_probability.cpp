#include "theory/coordinate/sign_probability.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {

double negative_probability(double rank, double rho) {
  detail::require_rank(rank);
  detail::require(std::abs(rho) <= 1, "rho must be between -1 and 1", rho);
  if (std::abs(rho) == 1) {
    return rho < 0 ? 1 : 0;
  }
  return boost::math::ibeta(0.5 * rank, 0.5 * rank, 0.5 * (1 - rho));
}

}  // namespace loranoise::theory
