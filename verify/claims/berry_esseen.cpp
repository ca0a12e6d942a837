#include <cmath>

#include "cells.hpp"
#include "claims.hpp"
#include "distribution.hpp"
#include "theory/bounds.hpp"
#include "theory/coordinate_law.hpp"

namespace loranoise::verify::claims {
namespace {

// First Edgeworth term of the Kolmogorov distance: |skewness| phi(0)/6.
double first_edgeworth(int rank, double rho) {
  const auto law = theory::coordinate_law<double>(rank, rho);
  return std::abs(skewness(law)) * normal_pdf(0) / 6;
}

std::vector<check> evaluate(const row_experiment& e, const row_result& r, std::size_t i) {
  const probe_coordinate& p = e.row->coordinates[i];
  check c = check_at(e, p);
  c.formula = "0.4748 beta_3/sqrt(r)";
  c.measured =
      estimate::from_supremum(supremum_distance(r.coordinates[i], p.rho, normal_cdf), r.trials);
  c.prediction = theory::berry_esseen_kolmogorov(e.rank, p.rho);
  c.rel = relation::at_most;
  return {c, falsify(c, "half the first Edgeworth term", first_edgeworth(e.rank, p.rho) / 2)};
}

std::vector<cell> cells(const study& s) {
  return cell_each_coordinate(row_experiments(s), evaluate);
}

}  // namespace

claim berry_esseen() {
  return {"T5",
          "Kolmogorov distance is below Berry-Esseen",
          "The distribution function of the noise is within the Berry-Esseen bound of the "
          "Gaussian's, order 1/sqrt(rank).",
          "K <= 0.4748 beta_3(rho)/sqrt(r)",
          "4.4",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
