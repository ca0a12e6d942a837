// The ranks at which curves against the rank are computed.
#pragma once

#include <cmath>
#include <set>

namespace loranoise::verify::figures {

/// Whole ranks from 1 to `last`, all powers of 2 among them, close enough for a smooth curve on a
/// logarithmic axis.
inline std::set<int> ranks_of_curve(int last, double points_per_octave = 8) {
  std::set<int> ranks;
  for (int point = 0;; ++point) {
    const int rank = static_cast<int>(std::lround(std::exp2(point / points_per_octave)));
    if (rank >= last) break;
    ranks.insert(rank);
  }
  for (int rank = 1; rank < last; rank *= 2) ranks.insert(rank);
  ranks.insert(last);
  return ranks;
}

}  // namespace loranoise::verify::figures
