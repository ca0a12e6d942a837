#include "theory/distance/expansion.hpp"

#include <cmath>
#include <numbers>

#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "theory/numerics/normal.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

// He_5/6 + He_7/32, whose derivative under -phi is the second-order Edgeworth term at rho = 0.
double second_order(double x) {
  const double y = x * x;
  const double he_5 = x * (15 + y * (-10 + y));
  const double he_7 = x * (-105 + y * (105 + y * (-21 + y)));
  return he_5 / 6 + he_7 / 32;
}

}  // namespace

double total_variation_expansion(double rank) {
  detail::require_rank(rank);
  const double inner = std::sqrt(3 - std::sqrt(6.0));  // the positive roots of He_4
  const double outer = std::sqrt(3 + std::sqrt(6.0));
  const double second =
      2 * (normal_pdf(outer) * second_order(outer) - normal_pdf(inner) * second_order(inner));
  return (he4_constant + second / rank) / rank;
}

double total_variation_expansion(double rank, double rho) {
  const auto law = coordinate_law<double>::standardised(rank, std::fabs(rho));
  const double k3 = cumulant(law, 3);
  const double k4 = cumulant(law, 4);
  const double k5 = cumulant(law, 5);
  const double phi_0 = normal_pdf(0);
  const double phi_3 = normal_pdf(std::numbers::sqrt3);
  // Third Edgeworth term against the sign of He_3 ...
  const double third = k5 / 120 * (-12 * phi_3 - 3 * phi_0) +
                       k3 * k4 / 144 * (24 * phi_3 + 15 * phi_0) +
                       k3 * k3 * k3 / 1296 * (120 * phi_3 - 105 * phi_0);
  // ... and what the second one adds by moving the crossings 0 and +-sqrt(3).
  const double at_0 = k4 / 8 - 5 * k3 * k3 / 24;
  const double at_3 = -k4 / 4 + k3 * k3 / 6;
  const double moved = (phi_0 * at_0 * at_0 + phi_3 * at_3 * at_3) / k3;
  return he3_constant * k3 + third + moved;
}

}  // namespace loranoise::theory
