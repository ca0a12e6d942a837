// Claim M3: the covariance of any two entries.
#include <algorithm>
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/experiments/covariance.hpp"
#include "verify/plans/covariance_plan.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace m3 {
namespace {

constexpr int block_rows = 3;
constexpr int block_columns = 10;
constexpr std::array<double, 3> coefficient_margins{0.01, 0.02, 0.25};
constexpr double product_margin = 0.1;  // of the worst N_ki N_lj, in units of the deviations
// Signs at rank 1 and one-hot rows make products that are the same in every trial.
constexpr double constant_rounding = 1e-9;

constexpr std::array<const char*, 3> structure_names{"<g_k,g_l> d_ij", "g_kj g_li",
                                                     "d_ij g_ki g_li"};

std::array<double, 3> predicted(const covariance_experiment& e) {
  return {1, 1, excess_kurtosis(e.sketch)};
}

std::uint64_t planned_trials(const covariance_block& block, int rank, double kappa, double scale) {
  const auto entries = static_cast<double>(block.gradient.values.size());
  const square_plan heaviest = plan_square(rank, 1);
  std::uint64_t trials = std::max(
      trials_for_worst_mean(heaviest.variance, product_margin * scale, entries * (entries + 1) / 2),
      trials_for_skewness(heaviest.skewness, planned_skewness * scale));
  for (std::size_t s = 0; s < coefficient_margins.size(); ++s) {
    trials = std::max(trials, trials_for_mean(coefficient_variance(block, s, rank, kappa),
                                              coefficient_margins[s] * scale));
  }
  return trials;
}

check at(const covariance_experiment& e) {
  check c;
  c.cell = e.block->gradient.name + ", rank " + std::to_string(e.rank) + ", " +
           std::string(name(e.sketch));
  c.gradient = e.block->gradient.name;
  c.rank = e.rank;
  c.width = static_cast<int>(e.block->gradient.values.cols());
  c.trials = e.trials;
  c.formula = "r Cov(N_ki, N_lj) = <g_k,g_l> d_ij + g_kj g_li + kappa d_ij g_ki g_li";
  return c;
}

double projection(const covariance_block& block, std::size_t structure,
                  const Eigen::MatrixXd& covariance) {
  return block.weights[structure].cwiseProduct(covariance).sum();
}

std::vector<check> coefficients(const covariance_experiment& e, const covariance_result& r,
                                double scale) {
  const covariance_block& block = *e.block;
  const auto right = predicted(e);
  std::vector<check> all;
  const auto falsifier = [&all](const check& c, const char* wrong, double prediction) {
    if (std::abs(prediction - c.prediction) >= c.margin) {
      all.push_back(falsify(c, wrong, prediction));
    }
  };
  for (std::size_t s = 0; s < right.size(); ++s) {
    check c = at(e);
    c.cell += std::string(", coefficient of ") + structure_names[s];
    c.measured = estimate::from_blocks(r.coefficients[s]);
    c.prediction = right[s];
    c.margin = coefficient_margins[s] * scale;
    c.slack = constant_rounding;
    all.push_back(c);
    if (s == 0) {
      falsifier(c, "1/(r+1) in place of 1/r", e.rank / (e.rank + 1.0));
      falsifier(c, "2 % too large", 1.02);
    } else if (s == 1) {
      const Eigen::VectorXd entries = block.gradient.values.reshaped();
      falsifier(c, "the term g_kj g_li dropped", 0);
      falsifier(c, "g_ki g_lj in place of g_kj g_li",
                projection(block, 1, entries * entries.transpose()));
    } else {
      falsifier(c, "the kappa term dropped", 0);
      falsifier(c, "the kappa term with the other sign", -right[s]);
    }
  }
  return all;
}

// The product N_ki N_lj whose mean is furthest from the formula, in units of both deviations.
// Coordinates without noise (signs and a one-hot row) have no products.
check worst_product(const covariance_experiment& e, const covariance_result& r, double scale) {
  const covariance_block& block = *e.block;
  const auto right = predicted(e);
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(r.products.rows(), r.products.cols());
  for (std::size_t s = 0; s < right.size(); ++s) covariance += right[s] * block.structures[s];
  covariance /= e.rank;
  check c = at(e);
  c.cell += ", worst product";
  const auto unit = [&](auto k, auto j) {
    return std::sqrt(std::max(0.0, covariance(k, k) * covariance(j, j)));
  };
  const auto [p, q] = worst_entry(covariance.rows(), covariance.cols(), [&](auto k, auto j) {
    constexpr double noiseless = 1e-9;
    if (j > k || unit(k, j) * e.rank < noiseless) return -1.0;
    return std::abs(r.products(k, j) - covariance(k, j)) /
           (r.products_error(k, j) + constant_rounding * unit(k, j));
  });
  const double scale_here = unit(p, q);
  c.measured = estimate::from_standard_error(r.products(p, q) / scale_here,
                                             r.products_error(p, q) / scale_here, sweep_blocks - 1);
  c.prediction = covariance(p, q) / scale_here;
  const auto size = static_cast<double>(covariance.rows());
  c.measured = c.measured.picked_from(size * (size + 1) / 2);
  c.margin = product_margin * scale;
  c.slack = constant_rounding;
  return c;
}

std::vector<int> block_ranks(grid g) {
  switch (g) {
    case grid::coarse:
      return {4};
    case grid::medium:
      return {2, 8};
    case grid::fine:
      break;
  }
  return {1, 2, 4, 8};
}

// The Gaussian sketch and the two whose entries are furthest from it on either side.
std::vector<covariance_experiment> covariance_formula_experiments(const study& s) {
  std::vector<covariance_experiment> all;
  for (const named_gradient* g : telling_gradients(s)) {
    const auto block = std::make_shared<const covariance_block>(*g, block_rows, block_columns);
    if (!block->determined()) continue;
    for (const int rank : block_ranks(s.budget.grid)) {
      if (rank > block->gradient.values.cols()) continue;
      for (const sketch_family sketch :
           {sketch_family::gaussian, sketch_family::rademacher, sketch_family::sparse_sign}) {
        const auto trials =
            planned_trials(*block, rank, excess_kurtosis(sketch), s.budget.margin_scale);
        all.push_back({block, rank, trials, sketch});
      }
    }
  }
  return all;
}

std::vector<cell> covariance_formula_cells(const study& s) {
  std::vector<cell> all;
  for (const covariance_experiment& e : covariance_formula_experiments(s)) {
    all.push_back(measured_cell(at(e).cell, e,
                                [e, scale = s.budget.margin_scale](const covariance_result& r) {
                                  std::vector<check> checks = coefficients(e, r, scale);
                                  checks.push_back(worst_product(e, r, scale));
                                  return checks;
                                }));
  }
  return all;
}

}  // namespace
}  // namespace m3

claim m3_covariance() {
  using namespace m3;
  return {.id = "M3",
          .title = "the covariance of any two entries",
          .statement =
              "The noise of two entries is correlated where they share a column, and where the row "
              "of each has a part in the other's column; the covariance is known for every pair.",
          .formula = "Cov(N_ki, N_lj) = (<g_k,g_l> d_ij + g_kj g_li + kappa d_ij g_ki g_li)/r",
          .section = "2.3",
          .cells = covariance_formula_cells};
}

}  // namespace loranoise::verify::claims
