#include "verify/plans/coordinates.hpp"

#include "verify/plans/rows.hpp"

namespace loranoise::verify::claims {
namespace {

// On the fine grid a few laws are looked at with so many trials that their distribution functions
// are known to 0.0006.
constexpr std::uint64_t deep_trials = 100'000'000;
constexpr int deepest_rank = 64;

bool is_deep(const study& s, const probe_row& row, int rank) {
  const bool power_of_four = rank == 1 || rank == 4 || rank == 16 || rank == deepest_rank;
  return s.budget.grid == grid::fine && &row == &s.probes.front() && power_of_four;
}

}  // namespace

std::vector<coordinate_experiment> coordinate_experiments(const study& s) {
  std::vector<coordinate_experiment> all;
  for (const probe_row& row : s.probes) {
    for (const std::size_t c : distinct_coordinates(row)) {
      for (const int rank : s.column_ranks) {
        if (rank > row.values.size()) continue;
        const std::uint64_t trials = is_deep(s, row, rank) ? deep_trials : s.budget.row_trials();
        all.push_back({&row, c, rank, trials});
      }
    }
  }
  return all;
}

}  // namespace loranoise::verify::claims
