#include "theory/sketches/moments.hpp"
#include "verify/claims/claim.hpp"
#include "verify/claims/experiment_cells.hpp"
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
  check c = check_at(e);
  c.formula = "E|N|^2 = |G|^2 (m+1)/r";
  c.measured = estimate::from_blocks_with_control(ratios, r.along, 0);
  c.prediction = 1;
  c.margin = energy_margin * e.margin_scale;
  return {c, falsify(c, "|G|^2 (m+1)/(r+1)", e.rank / (e.rank + 1.0)),
          falsify(c, "|G|^2 (m+1)/r, 2 % too large", 1.02), falsify(c, "|G|^2 m/r", m / (m + 1))};
}

std::vector<cell> noise_energy_cells(const study& s) {
  return cell_each(matrix_experiments(s), noise_energy_checks);
}

}  // namespace
}  // namespace m5

claim m5_noise_energy() {
  using namespace m5;
  return {"M5",
          "noise energy (m+1)/r",
          "The noise carries (width + 1)/rank times the energy of the gradient itself.",
          "E|N|_F^2 = |G|_F^2 (m+1)/r",
          "2.4",
          verdict::confirmed,
          noise_energy_cells};
}

}  // namespace loranoise::verify::claims
