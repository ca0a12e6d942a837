#include "verify/plans/coordinates.hpp"

#include <algorithm>

#include "verify/plans/rows.hpp"

namespace loranoise::verify::claims {

std::vector<coordinate_experiment> coordinate_experiments(const study& s) {
  const std::vector<int>& deep_ranks = s.budget.deep_ranks;
  std::vector<coordinate_experiment> all;
  for (std::size_t p = 0; p < s.probes.size(); ++p) {
    const auto& row = s.probes[p];
    for (const std::size_t c : distinct_coordinates(*row)) {
      for (const int rank : s.budget.column_ranks) {
        if (rank > row->values.size()) continue;
        const bool deep =
            p == 0 && std::find(deep_ranks.begin(), deep_ranks.end(), rank) != deep_ranks.end();
        const std::uint64_t trials = deep ? s.budget.deep_trials : s.budget.row_trials();
        all.push_back({row, c, rank, trials});
      }
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
