#include "verify/plans/covariance_plan.hpp"

#include <algorithm>
#include <cmath>

namespace loranoise::verify::claims {

double coefficient_variance(const covariance_block& block, std::size_t structure, int rank,
                            double excess_kurtosis) {
  const auto& parts = block.structures;
  const Eigen::MatrixXd spread =
      block.weights[structure] * (parts[0] + parts[1] + excess_kurtosis * parts[2]);
  const double gaussian = 2 * spread.cwiseProduct(spread.transpose()).sum();
  const double beyond = std::max(6.0, (std::pow(3 + excess_kurtosis, 2) - 3) / 2);
  return gaussian * (1 + beyond / rank);
}

}  // namespace loranoise::verify::claims
