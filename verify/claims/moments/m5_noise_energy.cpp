// Claim M5: the noise has (m+1)/r times the gradient's energy.
#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
#include "verify/plans/margins.hpp"
#include "verify/plans/matrices.hpp"
#include "verify/plans/matrix_plan.hpp"

namespace loranoise::verify::claims {
namespace m5 {
namespace {

std::vector<check> noise_energy_checks(const matrix_experiment& e, const matrix_result& r) {
  const Eigen::MatrixXd& g = e.gradient->values;
  const auto m = static_cast<double>(g.cols());
  const double predicted = theory::noise_energy(g.squaredNorm(), m, e.rank);
  std::vector<double> ratios = r.energy;
  for (double& x : ratios) x /= predicted;
  return equal(where(e), "E|N|^2 = |G|^2 (m+1)/r",
               estimate::from_blocks_with_control(ratios, r.along, 0), 1)
      .within(energy_margin * e.margin_scale)
      .falsified_by("|G|^2 (m+1)/(r+1)", e.rank / (e.rank + 1.0))
      .falsified_by("|G|^2 (m+1)/r, 2 % too large", 1.02)
      .falsified_by("|G|^2 m/r", m / (m + 1));
}

std::vector<cell> noise_energy_cells(const study& s) {
  return cell_each(matrix_experiments(s), noise_energy_checks);
}

}  // namespace
}  // namespace m5

claim m5_noise_energy() {
  using namespace m5;
  return {.id = "M5",
          .title = "the noise has (m+1)/r times the gradient's energy",
          .statement =
              "In a layer of width m at rank r, the squared norm of the noise is on average "
              "(m+1)/r times that of the gradient itself.",
          .formula = "E|N|_F^2 = |G|_F^2 (m+1)/r",
          .section = "2.4",
          .answers = "v1 to v9",
          .cells = noise_energy_cells};
}

}  // namespace loranoise::verify::claims
