// The covariance of all entries of a small block's noise, measured and by formula.
#include <string>

#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/covariance_plan.hpp"

namespace loranoise::verify::figures {

// The first experiment under the canonical sketch; entry (p, q) at x = p size + q.
void covariance_map(const study& s, const laboratory& lab, figure_points& out) {
  for (const covariance_experiment& e : claims::covariance_experiments(s)) {
    if (e.sketch != sketch_family::gaussian || !lab.has(e)) continue;
    const covariance_result& r = lab.result(e);
    const Eigen::MatrixXd exact = claims::predicted_covariance(e) / e.rank;
    const figure_line line{.kind = "measured",
                           .gradient = e.block->gradient.name,
                           .rank = e.rank,
                           .width = static_cast<int>(e.block->gradient.values.cols())};
    const Eigen::Index size = exact.rows();
    for (Eigen::Index p = 0; p < size; ++p) {
      for (Eigen::Index q = 0; q < size; ++q) {
        const auto x = static_cast<double>(p * size + q);
        const estimate product = estimate::from_standard_error(
            r.products(p, q), r.products_error(p, q), sweep_blocks - 1);
        out.add_measured(line, x, product);
        out.add_exact(line.of_kind("formula"), x, exact(p, q));
      }
    }
    return;
  }
}

}  // namespace loranoise::verify::figures
