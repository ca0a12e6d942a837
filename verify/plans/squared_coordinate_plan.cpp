#include "verify/plans/squared_coordinate_plan.hpp"

#include <cmath>

namespace loranoise::verify::claims {
namespace {

// Cumulant j of T - r rho: (r/2) (j-1)! [ (1+rho)^j + (-1)^j (1-rho)^j ].
double cumulant_of_sum(double rank, double rho, int j) {
  const double sign = j % 2 == 0 ? 1 : -1;
  return rank / 2 * std::tgamma(j) * (std::pow(1 + rho, j) + sign * std::pow(1 - rho, j));
}

}  // namespace

square_plan plan_square(double rank, double rho) {
  const auto kappa = [&](int j) { return cumulant_of_sum(rank, rho, j); };
  const double second = kappa(2);
  const double fourth = kappa(4) + 3 * second * second;
  const double sixth =
      kappa(6) + 15 * kappa(4) * second + 10 * kappa(3) * kappa(3) + 15 * second * second * second;
  const double spread = fourth - second * second;
  const double third = sixth - 3 * fourth * second + 2 * second * second * second;
  return {spread / (second * second), third / std::pow(spread, 1.5)};
}

}  // namespace loranoise::verify::claims
