#include "verify/study/study.hpp"

#include <algorithm>
#include <stdexcept>

namespace loranoise::verify {

void check_ranks(const std::vector<int>& ranks, Eigen::Index width, const std::string& gradient) {
  for (const int rank : ranks) {
    if (rank >= 1 && rank <= width) continue;
    throw std::invalid_argument("rank " + std::to_string(rank) + " is outside 1 to " +
                                std::to_string(width) + ", the width of gradient " + gradient +
                                ": choose --ranks within it");
  }
}

void restrict_ranks(study& s, std::vector<int> ranks) {
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  for (const auto& g : s.gradients) check_ranks(ranks, g->values.cols(), g->name);
  set_ranks(s.budget, ranks);
}

}  // namespace loranoise::verify
