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

// Signs at rank 1 and one-hot rows make products that are the same in every trial.
constexpr double constant_rounding = 1e-9;

constexpr std::array<const char*, 3> structure_names{"<g_k,g_l> d_ij", "g_kj g_li",
                                                     "d_ij g_ki g_li"};

constexpr const char* formula =
    "r Cov(N_ki, N_lj) = <g_k,g_l> d_ij + g_kj g_li + kappa d_ij g_ki g_li";

location where(const covariance_experiment& e) {
  location place;
  place.cell = e.block->gradient.name + ", rank " + std::to_string(e.rank) + ", " +
               std::string(name(e.sketch));
  place.gradient = e.block->gradient.name;
  place.rank = e.rank;
  place.width = static_cast<int>(e.block->gradient.values.cols());
  place.trials = e.trials;
  return place;
}

double projection(const covariance_block& block, std::size_t structure,
                  const Eigen::MatrixXd& covariance) {
  return block.weights[structure].cwiseProduct(covariance).sum();
}

// The coefficients of the three structures in the measured covariance against those in theory's.
std::vector<check> coefficients(const covariance_experiment& e, const covariance_result& r,
                                const Eigen::MatrixXd& right, double scale) {
  const covariance_block& block = *e.block;
  const auto compare = [&](std::size_t s) {
    return equal(where(e).part(std::string("coefficient of ") + structure_names[s]), formula,
                 estimate::from_blocks(r.coefficients[s]), projection(block, s, right))
        .within(covariance_coefficient_margins[s] * scale)
        .slack(constant_rounding);
  };
  const Eigen::VectorXd entries = block.gradient.values.reshaped();
  return together(
      {compare(0)
           .falsified_by("1/(r+1) in place of 1/r", e.rank / (e.rank + 1.0))
           .falsified_by("2 % too large", 1.02),
       compare(1)
           .falsified_by("the term g_kj g_li dropped", 0)
           .falsified_by("g_ki g_lj in place of g_kj g_li",
                         projection(block, 1, entries * entries.transpose())),
       compare(2)
           .falsified_by("the kappa term dropped", 0)
           .falsified_by("the kappa term with the other sign", -projection(block, 2, right))});
}

// The product N_ki N_lj whose mean is furthest from the formula, in units of both deviations.
// Coordinates without noise (signs and a one-hot row) have no products.
std::vector<check> worst_product(const covariance_experiment& e, const covariance_result& r,
                                 const Eigen::MatrixXd& right, double scale) {
  const Eigen::MatrixXd covariance = right / e.rank;
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
  const auto size = static_cast<double>(covariance.rows());
  const estimate product = estimate::from_standard_error(
      r.products(p, q) / scale_here, r.products_error(p, q) / scale_here, sweep_blocks - 1);
  return equal(where(e).part("worst product"), formula, product.picked_from(size * (size + 1) / 2),
               covariance(p, q) / scale_here)
      .within(covariance_product_margin * scale)
      .slack(constant_rounding)
      .picked();
}

std::vector<check> covariance_checks(const covariance_experiment& e, const covariance_result& r,
                                     double scale) {
  const Eigen::MatrixXd right = predicted_covariance(e);
  return together({coefficients(e, r, right, scale), worst_product(e, r, right, scale)});
}

std::vector<cell> covariance_formula_cells(const study& s) {
  return cells_at_scale(s, covariance_experiments(s), where, covariance_checks);
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
          .answers = "v1 to v9",
          .cells = covariance_formula_cells,
          .needs = "a gradient of two columns or more"};
}

}  // namespace loranoise::verify::claims
