#include "certify/zero_cosine/distance.hpp"

#include "certify/crossing.hpp"

namespace loranoise::certify {
namespace {

// Half-width of the intervals in which the crossings are enclosed.
constexpr double crossing_reach = 1e-12;

}  // namespace

ball total_variation_at_zero(int rank) {
  const auto d = difference_at_rank(rank);
  // The crossings tend to the roots of He_4, 0.742 and 2.334, from 0.29 and 1.85 at rank 1.
  const auto density = [&](const ball& x) { return d->density(x); };
  const ball a = crossing(density, 0.05, 1.3, true, crossing_reach);
  const ball b = crossing(density, 1.3, 3.2, false, crossing_reach);
  const ball inside = d->between(ball(a.middle()), ball(b.middle()));
  // The true crossings lie within their intervals, on which D changes by its slope f - phi.
  const ball missed = crossing_reach * (abs(d->density(a)) + abs(d->density(b)));
  return 2 * inside.widened(missed);
}

}  // namespace loranoise::certify
