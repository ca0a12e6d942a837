// The distance of one coordinate's noise to the Gaussian over rank and cosine, and where the two
// terms of the bound are equal.
#include <cmath>

#include "theory/coordinate/law.hpp"
#include "theory/distance/distance.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/rank_curve.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void tv_map(const study&, const laboratory&, figure_points& out) {
  constexpr int last_rank = 512;
  constexpr double faintest = 1e-3;  // cosine
  constexpr int cosines = 36;
  for (int i = 0; i <= cosines; ++i) {
    const double rho = std::pow(faintest, 1 - static_cast<double>(i) / cosines);
    for (const int rank : ranks_of_curve(last_rank, 3)) {
      out.add_exact({.kind = "exact", .rho = rho}, rank, theory::total_variation(rank, rho));
      const double skewness_term =
          theory::he3_constant * skewness(theory::coordinate_law<double>::standardised(rank, rho));
      out.add_exact({.kind = "ratio_of_terms", .rho = rho}, rank,
                    skewness_term / (theory::he4_constant / rank));
    }
  }
}

}  // namespace loranoise::verify::figures
