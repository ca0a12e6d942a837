#include "verify/claims/row/whole_row_event.hpp"

#include <numeric>

namespace loranoise::verify::claims {
namespace {

constexpr int side = whole_row_counts::side;

}  // namespace

whole_row_event choose_event(const whole_row_counts& counts) {
  const auto total = [](const std::vector<std::uint64_t>& c) {
    return std::accumulate(c.begin(), c.end(), std::uint64_t{0});
  };
  const double expected = static_cast<double>(total(counts.even)) / (side * side);
  whole_row_event event;
  event.trials = total(counts.odd);
  for (std::size_t c = 0; c < counts.even.size(); ++c) {
    event.cells.push_back(static_cast<double>(counts.even[c]) > expected);
    if (!event.cells.back()) continue;
    event.hits += counts.odd[c];
    event.gaussian += 1.0 / (side * side);
  }
  return event;
}

double exact_probability(const whole_row_event& event, int rank, Eigen::Index width) {
  const whole_row_grid grid(rank, width);
  return theory::row_event_probability({grid.s, grid.w, event.cells}, rank,
                                       static_cast<double>(width));
}

}  // namespace loranoise::verify::claims
