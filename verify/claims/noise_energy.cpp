#include "cells.hpp"
#include "claims.hpp"
#include "theory/moments.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double margin = 0.02;

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  for (const matrix_experiment& e : matrix_experiments(s)) {
    const Eigen::MatrixXd& g = e.gradient->values;
    const auto m = static_cast<double>(g.cols());
    const double predicted = theory::noise_energy(g.squaredNorm(), m, e.rank);
    std::vector<double> ratios = lab.result(e).energy;
    for (double& x : ratios) x /= predicted;
    check c = cell(e);
    c.formula = "E|N|^2 = |G|^2 (m+1)/r";
    c.measured = estimate::from_blocks(ratios);
    c.prediction = 1;
    c.margin = margin * s.budget.margin_scale;
    all.push_back(c);
    all.push_back(falsify(c, "|G|^2 (m+1)/(r+1)", e.rank / (e.rank + 1.0)));
    all.push_back(falsify(c, "|G|^2 (m+1)/r, 5 % too large", 1.05));
  }
  return all;
}

}  // namespace

claim noise_energy() {
  return {"M5",
          "noise energy (m+1)/r",
          "The noise carries (width + 1)/rank times the energy of the gradient itself.",
          "E|N|_F^2 = |G|_F^2 (m+1)/r",
          "2.4",
          verdict::confirmed,
          request_matrices,
          checks};
}

}  // namespace loranoise::verify::claims
