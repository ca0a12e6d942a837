#include "verify/plans/rows.hpp"

#include <algorithm>
#include <cmath>

#include "verify/plans/margins.hpp"
#include "verify/plans/matrix_plan.hpp"
#include "verify/plans/squared_coordinate_plan.hpp"
#include "verify/statistics/power.hpp"

namespace loranoise::verify::claims {
namespace {

bool tells(const study& s, std::size_t probe) {
  return takes(s.budget.telling_rows, probe, s.probes.size());
}

// Planned from the exact variance and skewness of the square (square_plan.hpp).
std::uint64_t square_trials(int rank, double rho, double scale) {
  const square_plan law = plan_square(rank, rho);
  return std::max(trials_for_mean(law.variance, probe_margin * scale),
                  trials_for_skewness(law.skewness, planned_skewness * scale));
}

}  // namespace

std::vector<row_experiment> row_experiments(const study& s) {
  std::vector<row_experiment> all;
  for (std::size_t p = 0; p < s.probes.size(); ++p) {
    const auto& row = s.probes[p];
    for (const int rank : s.budget.row_ranks) {
      // A literal row costs as its rank: not all rows have the highest.
      if (rank == s.budget.row_ranks.back() && !tells(s, p)) continue;
      if (rank <= row->values.size()) all.push_back({row, rank, s.budget.row_trials()});
    }
  }
  return all;
}

std::vector<shared<probe_row>> telling_probes(const study& s) {
  std::vector<shared<probe_row>> all;
  for (std::size_t p = 0; p < s.probes.size(); ++p) {
    if (tells(s, p)) all.push_back(s.probes[p]);
  }
  return all;
}

std::vector<square_experiment> square_experiments(const study& s) {
  std::vector<square_experiment> all;
  for (const auto& row : s.probes) {
    for (const int rank : s.budget.row_ranks) {
      if (rank > row->values.size()) continue;
      for (std::size_t c = 0; c < row->coordinates.size(); ++c) {
        const double rho = row->coordinates[c].rho;
        // The law knows the size of the cosine alone: "weakest" is often as weak as "typical".
        const bool seen = std::any_of(
            row->coordinates.begin(), row->coordinates.begin() + static_cast<std::ptrdiff_t>(c),
            [&](const probe_coordinate& p) { return std::abs(p.rho) == std::abs(rho); });
        if (seen) continue;
        all.push_back({row, c, rank, square_trials(rank, rho, s.budget.margin_scale)});
      }
    }
  }
  return all;
}

std::vector<row_experiment> flat_row_experiments(const study& s) {
  std::vector<row_experiment> all;
  for (const auto& row : s.flat_rows) {
    const auto width = static_cast<int>(row->values.size());
    all.push_back({row, s.budget.flat_row_rank, s.budget.flat_row_trials(width)});
  }
  return all;
}

std::vector<std::size_t> distinct_coordinates(const probe_row& row) {
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < row.coordinates.size(); ++c) {
    const double size = std::abs(row.coordinates[c].rho);
    const bool seen = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) {
      return std::abs(row.coordinates[k].rho) == size;
    });
    if (!seen) kept.push_back(c);
  }
  return kept;
}

}  // namespace loranoise::verify::claims
