#include "verify/study.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace loranoise::verify {
namespace {

// Interval half-widths are about 7 standard errors (1e-6 over a few thousand checks), and over that
// many checks the worst estimate is 3.5 errors off. So a margin of 2 % on a mean with relative
// variance v per trial needs v (10.5 / 0.02)^2 = 2.8e5 v trials, and half as many again for rows
// that are not independent.
constexpr double trials_for_two_percent = 4.2e5;

std::uint64_t scaled(double trials, double margin_scale) {
  return static_cast<std::uint64_t>(std::ceil(trials / (margin_scale * margin_scale)));
}

}  // namespace

// Pooled over a matrix the relative variance per trial is near 2 / r; single entries need a floor.
std::uint64_t profile::matrix_trials(int rank) const {
  return scaled(std::max(2 * trials_for_two_percent / rank, 16384.0), margin_scale);
}

std::uint64_t profile::row_trials() const {
  return scaled(400e3, margin_scale);
}

std::uint64_t profile::column_trials() const {
  return scaled(4e6, margin_scale);
}

// A certified lower bound a tenth of the expected TV wide is ample: the reading in m is wrong by a
// factor.
std::uint64_t profile::flat_row_trials(int width) const {
  return scaled(std::min(400e3, 2e8 / width), std::min(margin_scale, 1.5));
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
  s.column_ranks = ranks;
}

profile find_profile(std::string_view name) {
  if (name == "quick") return {"quick", 3.0};
  if (name == "standard") return {"standard", 1.0};
  if (name == "full") return {"full", 0.5};
  throw std::invalid_argument("unknown profile " + std::string(name) +
                              ": choose quick, standard or full");
}

}  // namespace loranoise::verify
