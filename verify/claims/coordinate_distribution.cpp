#include "cells.hpp"
#include "claims.hpp"
#include "distribution.hpp"

namespace loranoise::verify::claims {
namespace {

constexpr double margin = 0.01;  // Kolmogorov distance

std::vector<cell> cells(const study& s) {
  const double allowed = margin * s.budget.margin_scale;
  return cell_each_coordinate(row_experiments(s), [allowed](const row_experiment& e,
                                                            const row_result& r, std::size_t i) {
    const probe_coordinate& p = e.row->coordinates[i];
    std::vector<check> all;
    const auto compare = [&](role kind, const char* formula, const distribution_function& f) {
      check c = check_at(e, p);
      c.kind = kind;
      c.formula = formula;
      c.measured = estimate::from_supremum(supremum_distance(r.coordinates[i], p.rho, f), r.trials);
      c.margin = allowed;
      all.push_back(std::move(c));
    };
    compare(role::check, "exact law", exact_cdf(e.rank, p.rho));
    compare(role::falsifier, "the Gaussian of equal variance", normal_cdf);
    compare(role::falsifier, "exact law of rank r + 1", exact_cdf(e.rank + 1, p.rho));
    compare(role::falsifier, "exact law with the skewness reversed", exact_cdf(e.rank, -p.rho));
    return all;
  });
}

}  // namespace

claim coordinate_distribution() {
  return {"L1",
          "exact law of one coordinate",
          "One coordinate of the noise follows a known law that depends on rank and cosine alone "
          "(Kolmogorov-Smirnov).",
          "N_ki = (|u|/r)(T - r rho), T asymmetric variance-gamma",
          "3",
          verdict::confirmed,
          cells};
}

}  // namespace loranoise::verify::claims
