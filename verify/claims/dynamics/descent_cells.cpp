#include "verify/claims/dynamics/descent_cells.hpp"

#include <fmt/format.h>

namespace loranoise::verify::claims {

location where(const frozen_path_experiment& e) {
  return {.cell = fmt::format("rank {}, width {}, {}, {} steps", e.rank, e.width,
                              e.literal ? "literal" : "in law", e.looks.back()),
          .gradient = "quadratic",
          .rank = e.rank,
          .width = e.width,
          .trials = e.trials};
}

location where(const descent_experiment& e) {
  return {.cell = fmt::format("{}, rank {}, {}", e.loss->name, e.rank, simulate::name(e.kind)),
          .gradient = "quadratic",
          .rank = e.rank,
          .width = e.loss->width(),
          .trials = e.trials};
}

std::vector<double> combined(const std::vector<std::vector<double>>& lists,
                             const std::vector<double>& weights) {
  std::vector<double> sum(lists.front().size(), 0.0);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (std::size_t b = 0; b < sum.size(); ++b) sum[b] += weights[i] * lists[i][b];
  }
  return sum;
}

}  // namespace loranoise::verify::claims
