// Dense grids of (rank, cosine) for claims that rest on exact evaluation: bands of ranks, a cell
// each, in which the worst place is looked for.
#pragma once

#include <string>
#include <vector>

#include "verify/study/study.hpp"

namespace loranoise::verify::claims {

/// Relative error of the exact total variation, with room (theory/distance.hpp states 1e-10).
inline constexpr double tv_error = 1e-9;

/// Ranks within a factor of two of each other.
struct rank_band {
  std::string name;  ///< "ranks 4 to 7"
  std::vector<int> ranks;
};

/// Ranks 1 to 2^20 in bands, so many of each as the profile has.
std::vector<rank_band> rank_bands(const profile& budget);

/// Cosines from 0 to 1, closer to each other at both ends.
std::vector<double> cosines(const profile& budget);

struct place {
  int rank = 0;
  double rho = 0;
  double value = 0;
};

/// The place of the band at which `value(rank, rho)` is largest.
template <class Value>
place largest(const rank_band& band, const std::vector<double>& rhos, const Value& value) {
  place best;
  for (const int rank : band.ranks) {
    for (const double rho : rhos) {
      const double here = value(rank, rho);
      if (best.rank == 0 || here > best.value) best = {rank, rho, here};
    }
  }
  return best;
}

/// "rank 5, cosine 0.3750"
std::string describe(const place& where);

}  // namespace loranoise::verify::claims
