#include "verify/plans/covariance_plan.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "theory/sketches/moments.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"

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

namespace {

constexpr int block_rows = 3;
constexpr int block_columns = 10;

std::uint64_t planned_covariance_trials(const covariance_block& block, int rank, double kappa,
                                        double scale) {
  const auto entries = static_cast<double>(block.gradient.values.size());
  const square_plan heaviest = plan_square(rank, 1);
  std::uint64_t trials =
      std::max(trials_for_worst_mean(heaviest.variance, covariance_product_margin * scale,
                                     entries * (entries + 1) / 2),
               trials_for_skewness(heaviest.skewness, planned_skewness * scale));
  for (std::size_t s = 0; s < covariance_coefficient_margins.size(); ++s) {
    trials = std::max(trials, trials_for_mean(coefficient_variance(block, s, rank, kappa),
                                              covariance_coefficient_margins[s] * scale));
  }
  return trials;
}

}  // namespace

std::vector<covariance_experiment> covariance_experiments(const study& s) {
  std::vector<covariance_experiment> all;
  for (const auto& g : telling_gradients(s)) {
    const auto block = std::make_shared<const covariance_block>(*g, block_rows, block_columns);
    if (!block->determined()) continue;
    for (const int rank : s.budget.covariance_ranks) {
      if (rank > block->gradient.values.cols()) continue;
      for (const sketch_family sketch : extreme_sketches()) {
        const auto trials =
            planned_covariance_trials(*block, rank, excess_kurtosis(sketch), s.budget.margin_scale);
        all.push_back({block, rank, trials, sketch});
      }
    }
  }
  return all;
}

Eigen::MatrixXd predicted_covariance(const covariance_experiment& e) {
  const Eigen::MatrixXd& g = e.block->gradient.values;
  const Eigen::MatrixXd inner = g * g.transpose();
  const double kappa = excess_kurtosis(e.sketch);
  Eigen::MatrixXd all(g.size(), g.size());
  for (Eigen::Index p = 0; p < g.size(); ++p) {
    for (Eigen::Index q = 0; q < g.size(); ++q) {
      const auto [k, i] = std::pair{p % g.rows(), p / g.rows()};
      const auto [l, j] = std::pair{q % g.rows(), q / g.rows()};
      all(p, q) = e.rank * theory::noise_covariance(inner(k, l), g(k, i), g(k, j), g(l, i), g(l, j),
                                                    i == j, e.rank, kappa);
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
