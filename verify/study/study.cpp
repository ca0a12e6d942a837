#include "verify/study/study.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "verify/statistics/power.hpp"

namespace loranoise::verify {
std::uint64_t profile::row_trials(double margin) const {
  return trials_for_supremum(margin * margin_scale);
}

// A certified lower bound a tenth of the expected TV wide is ample: the reading in m is wrong by a
// factor.
std::uint64_t profile::flat_row_trials(int width) const {
  return static_cast<std::uint64_t>(std::min(400e3, 2e8 / width) / margin_scale);
}

void set_ranks(study& s) {
  switch (s.budget.grid) {
    case grid::coarse:
      s.matrix_ranks = {1, 8, 64};
      s.row_ranks = {1, 4, 16};
      s.sketch_ranks = {8};
      s.column_ranks = {1, 4, 16, 64};
      s.release_ranks = {1, 4};
      s.wide_release_ranks = {16};
      break;
    case grid::medium:
      s.matrix_ranks = {1, 2, 4, 8, 16, 32, 64};
      s.row_ranks = {1, 2, 4, 8, 16};
      s.sketch_ranks = {2, 16};
      s.release_ranks = {1, 4, 16};
      s.wide_release_ranks = {4, 16};
      s.column_ranks = {1, 2, 4, 8, 16, 32, 64};
      break;
    case grid::fine:
      s.matrix_ranks = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256};
      s.row_ranks = {1, 2, 3, 4, 6, 8, 12, 16, 32, 64};
      s.sketch_ranks = {1, 2, 4, 8, 16, 32};
      s.step_ranks = {4, 16, 64};
      s.release_ranks = {1, 2, 4, 8, 16, 64};
      s.wide_release_ranks = s.release_ranks;
      s.column_ranks = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256};
      break;
  }
}

void restrict_ranks(study& s, std::vector<int> ranks) {
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  for (const named_gradient& g : s.gradients) {
    const auto width = static_cast<int>(g.values.cols());
    for (const int rank : ranks) {
      if (rank >= 1 && rank <= width) continue;
      throw std::invalid_argument("rank " + std::to_string(rank) + " is outside 1 to " +
                                  std::to_string(width) + ", the width of gradient " + g.name +
                                  ": choose --ranks within it");
    }
  }
  s.matrix_ranks = ranks;
  s.row_ranks = ranks;
  s.sketch_ranks = ranks;
  s.step_ranks = ranks;
  s.release_ranks = ranks;
  s.wide_release_ranks = ranks;
  s.column_ranks = ranks;
}

profile find_profile(std::string_view name) {
  if (name == "quick") return {"quick", 2.0, grid::coarse};
  if (name == "standard") return {"standard", 1.4, grid::medium};
  if (name == "full") return {"full", 1.0, grid::fine};
  throw std::invalid_argument("unknown profile " + std::string(name) +
                              ": choose quick, standard or full");
}

}  // namespace loranoise::verify
