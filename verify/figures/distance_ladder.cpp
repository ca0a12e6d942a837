// From one entry of the noise to a row to the whole matrix: the same rank, farther and farther from
// the Gaussian.
#include <cmath>

#include "theory/distance/distance.hpp"
#include "theory/row/law.hpp"
#include "verify/experiments/laboratory.hpp"
#include "verify/figures/figure.hpp"
#include "verify/figures/rank_curve.hpp"
#include "verify/study/study.hpp"

namespace loranoise::verify::figures {

void distance_ladder(const study&, const laboratory&, figure_points& out) {
  constexpr int width = 4096;
  constexpr int last_rank = 1024;
  for (const int rank : ranks_of_curve(last_rank, 3)) {
    out.add_exact({.kind = "entry", .width = width}, rank,
                  theory::total_variation(rank, 1 / std::sqrt(width)));
    out.add_exact({.kind = "row", .width = width}, rank, theory::row_total_variation(rank, width));
    // G A'A G' is symmetric (5.3), which has probability 0 for the Gaussian matrix.
    out.add_exact({.kind = "matrix", .width = width}, rank, 1);
  }
}

}  // namespace loranoise::verify::figures
