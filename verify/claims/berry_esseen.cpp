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

std::vector<check> checks(const study& s, const laboratory& lab) {
  std::vector<check> all;
  for (const row_experiment& e : row_experiments(s)) {
    const row_result& r = lab.result(e);
    for (std::size_t i = 0; i < e.row->coordinates.size(); ++i) {
      const probe_coordinate& p = e.row->coordinates[i];
      check c = cell(e, p);
      c.formula = "0.4748 beta_3/sqrt(r)";
      c.measured =
          estimate::from_supremum(supremum_distance(r.coordinates[i], p.rho, normal_cdf), r.trials);
      c.prediction = theory::berry_esseen_kolmogorov(e.rank, p.rho);
      c.rel = relation::at_most;
      all.push_back(c);
      all.push_back(
          falsify(c, "half the first Edgeworth term", first_edgeworth(e.rank, p.rho) / 2));
    }
  }
  return all;
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
          request_rows,
          checks};
}

}  // namespace loranoise::verify::claims
