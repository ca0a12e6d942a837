// Claim M1: the noise has mean zero.
#include <cmath>
#include <utility>

#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/claims/moments/generator_controls.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/statistics/worst_entry.hpp"

namespace loranoise::verify::claims {
namespace m1 {
namespace {

// Times 1/sqrt(degrees of freedom): the interval's half-width and what the spread itself may be.
constexpr double spread_reach = 20;

// What single precision makes of noise that is zero along G in every trial (signs, and a gradient
// of one column).
constexpr double rounding = 1e-6;

// Bias along the gradient: <G, N>/|G|^2.
std::vector<check> along_gradient(const matrix_experiment& e, const matrix_result& r) {
  return equal(where(e).part("along G"), "E N = 0", estimate::from_blocks(r.along), 0)
      .within(mean_margin * e.margin_scale)
      .slack(rounding)
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

// The blocks of <G, N>/|G|^2 spread as trials that share no draws do: by 2 |G G'|_F^2/(r |G|_F^4) a
// trial. The intervals of all measured numbers rest on that.
std::vector<check> spread_as_planned(const std::vector<matrix_experiment>& experiments,
                                     const laboratory& lab) {
  double sum = 0;
  std::uint64_t trials = 0;
  for (const matrix_experiment& e : experiments) {
    const Eigen::MatrixXd& g = e.gradient->values;
    const Eigen::MatrixXd gram = g.rows() <= g.cols() ? Eigen::MatrixXd(g * g.transpose())
                                                      : Eigen::MatrixXd(g.transpose() * g);
    const double variance = 2 * gram.squaredNorm() / (e.rank * std::pow(g.squaredNorm(), 2));
    const matrix_result& r = lab.result(e);
    const double error = estimate::from_blocks(r.along).standard_error();
    sum += error * error * static_cast<double>(r.trials) / variance;
    trials += r.trials;
  }
  const auto count = static_cast<double>(experiments.size());
  const double degrees = count * (sweep_blocks - 1);
  location place;
  place.cell = "spread of the blocks";
  place.trials = trials;
  return equal(place, "squared standard error = variance/trials",
               estimate::from_standard_error(sum / count, std::sqrt(2 / degrees), degrees), 1)
      .within(spread_reach / std::sqrt(degrees))
      .control()
      .falsified_by("every trial counted twice", 0.5);
}

std::vector<cell> zero_mean_cells(const study& s) {
  std::vector<matrix_experiment> all = matrix_experiments(s);
  const std::vector<matrix_experiment> others = sketch_experiments(s);
  all.insert(all.end(), others.begin(), others.end());
  std::vector<cell> cells = cell_each(all, zero_mean_checks);
  if (cells.empty()) return cells;
  for (cell& c : generator_controls()) cells.push_back(std::move(c));
  const auto gaussian = matrix_experiments(s);
  cells.push_back(combined_cell(
      "spread of the blocks", gaussian,
      [gaussian](const laboratory& lab) { return spread_as_planned(gaussian, lab); }));
  return cells;
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
