// r TV(r, 0) against the rank: it grows towards 0.350075 and never gets there.
#include "theory/distance/distance.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/rank_curve.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void tv_limit(const study&, const laboratory&, figure_points& out) {
  constexpr int last = 4096;
  for (const int rank : ranks_of_curve(last)) {
    out.add_exact({.kind = "exact", .rho = 0.0}, rank, rank * theory::total_variation(rank, 0));
    out.add_exact({.kind = "limit", .rho = 0.0}, rank, theory::he4_constant);
  }
}

}  // namespace loranoise::verify::figures
