// Mean noise variance of an entry against the rank, in units of the gradient's mean squared entry.
#include "theory/sketches/moments.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/plans/matrices.hpp"

namespace loranoise::verify::figures {

void variance_vs_rank(const study& s, const laboratory& lab, figure_points& out) {
  for (const matrix_experiment& e : claims::matrix_experiments(s)) {
    if (!lab.has(e)) continue;
    const Eigen::MatrixXd& g = e.gradient->values;
    const double scale = g.squaredNorm();
    std::vector<double> blocks = lab.result(e).energy;
    for (double& x : blocks) x /= scale;
    out.add_measured({.kind = "measured", .gradient = e.gradient->name}, e.rank,
                     estimate::from_blocks(blocks));
    out.add_exact({.kind = "formula", .gradient = e.gradient->name}, e.rank,
                  theory::noise_energy(1, static_cast<double>(g.cols()), e.rank));
  }
}

}  // namespace loranoise::verify::figures
