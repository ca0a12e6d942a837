#include "certify/two_term/arc_cover.hpp"

#include <algorithm>

#include "certify/normal.hpp"

namespace loranoise::certify {
namespace {

std::optional<ball> arc_from_zero(const two_term_bound& bound, int rank, const circle& on,
                                  const ball& high) {
  const ball at_zero = he4_constant() / rank + on.outside;
  if (!(at_zero < value(bound, rank, 0))) return std::nullopt;
  const ball at_end = wrapped_law(rank, on, 0).distance(high) +
                      high * high / 2 * curvature(rank, on, 0, high) + on.outside;
  const ball limit = value(bound, rank, high);
  if (!holds(at_end, limit)) return std::nullopt;
  return at_end / limit;
}

std::optional<ball> arc_around_middle(const two_term_bound& bound, int rank, const circle& on,
                                      const ball& low, const ball& high) {
  const ball middle = ((low + high) / 2).middle();
  const wrapped_law law(rank, on, middle);
  const ball c = curvature(rank, on, low, high);
  std::optional<ball> largest;
  for (const ball& end : {low, high}) {
    const ball s = end - middle;
    const ball distance = law.distance(s) + s * s / 2 * c + on.outside;
    const ball limit = value(bound, rank, end);
    if (!holds(distance, limit)) return std::nullopt;
    const ball ratio = distance / limit;
    largest = largest ? max(*largest, ratio) : ratio;
  }
  return largest;
}

}  // namespace

std::optional<ball> arc_holds(const two_term_bound& bound, int rank, const circle& on,
                              const ball& low, const ball& high) {
  if (arb_is_zero(low.get()) != 0) return arc_from_zero(bound, rank, on, high);
  return arc_around_middle(bound, rank, on, low, high);
}

cover cover_by_arcs(const two_term_bound& bound, int rank) {
  const circle on = circle_for(rank);
  const ball last = ball::pi() / 4;
  constexpr double smallest = 1e-5;
  cover result{rank, 0, 0};
  double low = 0;
  double width = 0.05;
  for (;;) {
    const bool to_the_end = low + width > last.low_double();
    const ball high = to_the_end ? last : ball(low + width);
    if (const auto ratio = arc_holds(bound, rank, on, low, high)) {
      result.ratio = max(result.ratio, *ratio);
      ++result.pieces;
      if (to_the_end) return result;
      low += width;
      width *= 1.3;
    } else {
      width /= 2;
      if (width < smallest) throw resisting_rank(rank, low);
    }
  }
}

}  // namespace loranoise::certify
