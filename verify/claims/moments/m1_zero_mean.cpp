// Claim M1: the noise has mean zero.
#include <cmath>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace m1 {
namespace {

// Bias along the gradient: <G, N>/|G|^2.
std::vector<check> along_gradient(const matrix_experiment& e, const matrix_result& r) {
  return equal(where(e).part("along G"), "E N = 0", estimate::from_blocks(r.along), 0)
      .within(mean_margin * e.margin_scale)
      .falsified_by("E A'A = (r+1)/r I, so E N = G/r", 1.0 / e.rank)
      .falsified_by("E N = 0.05 G", 0.05);
}

// The entry whose mean is furthest from zero, in units of its predicted standard deviation.
std::vector<check> worst_mean(const matrix_experiment& e, const matrix_result& r) {
  const Eigen::MatrixXd& g = e.gradient->values;
  const auto [row, column] = worst_entry(g.rows(), g.cols(), [&](auto k, auto j) {
    return r.mean_error(k, j) > 0 ? std::abs(r.mean(k, j)) / r.mean_error(k, j) : -1;
  });
  const double deviation =
      std::sqrt(theory::noise_variance(g.row(row).squaredNorm(), g(row, column), e.rank));
  const estimate mean = estimate::from_standard_error(
      r.mean(row, column) / deviation, r.mean_error(row, column) / deviation, sweep_blocks - 1);
  return equal(where(e).part("worst entry"), "E N_ki = 0",
               mean.picked_from(static_cast<double>(g.size())), 0)
      .within(entry_mean_margin * e.margin_scale)
      .picked();
}

std::vector<check> zero_mean_checks(const matrix_experiment& e, const matrix_result& r) {
  std::vector<check> all = along_gradient(e, r);
  if (e.sketch == sketch_family::gaussian && watches_entries(e.gradient->values.size(), e.rank)) {
    append(all, worst_mean(e, r));
  }
  return all;
}

std::vector<cell> zero_mean_cells(const study& s) {
  std::vector<matrix_experiment> all = matrix_experiments(s);
  const std::vector<matrix_experiment> others = sketch_experiments(s);
  all.insert(all.end(), others.begin(), others.end());
  return cell_each(all, zero_mean_checks);
}

}  // namespace
}  // namespace m1

claim m1_zero_mean() {
  using namespace m1;
  return {.id = "M1",
          .title = "the noise has mean zero",
          .statement =
              "Averaged over the random A, the gradient that LoRA follows, G A'A, is the true "
              "batch gradient G: the noise N = G A'A - G has mean zero.",
          .formula = "E N = 0",
          .section = "2.1",
          .answers = "v1 to v9",
          .cells = zero_mean_cells};
}

}  // namespace loranoise::verify::claims
