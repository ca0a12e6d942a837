#include "certify/zero_cosine/distance.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "certify/normal.hpp"

namespace loranoise::certify {
namespace {

// Half-width of the intervals in which the crossings are enclosed.
constexpr double crossing_reach = 1e-12;

// Where the middle of f - phi changes sign between low and high.
double crossing_near(const gaussian_difference& d, double low, double high) {
  const bool rises = d.density(low).middle() < 0;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    ((d.density(middle).middle() < 0) == rises ? low : high) = middle;
  }
  return (low + high) / 2;
}

// All of the crossing's interval, its ends of the signs that they must have.
ball crossing(const gaussian_difference& d, double low, double high, bool falls) {
  const double x = crossing_near(d, low, high);
  const ball before = d.density(x - crossing_reach);
  const ball after = d.density(x + crossing_reach);
  const bool certain =
      falls ? before > ball(0) && after < ball(0) : before < ball(0) && after > ball(0);
  if (!certain) {
    throw std::runtime_error("a crossing near " + std::to_string(x) + " cannot be told");
  }
  return ball::between(x - crossing_reach, x + crossing_reach);
}

}  // namespace

ball total_variation_at_zero(int rank) {
  const auto d = difference_at_rank(rank);
  // The crossings tend to the roots of He_4, 0.742 and 2.334, from 0.29 and 1.85 at rank 1.
  const ball a = crossing(*d, 0.05, 1.3, true);
  const ball b = crossing(*d, 1.3, 3.2, false);
  const ball inside = d->between(ball(a.middle()), ball(b.middle()));
  // The true crossings lie within their intervals, on which D changes by its slope f - phi.
  const ball missed = crossing_reach * (abs(d->density(a)) + abs(d->density(b)));
  return 2 * inside.widened(missed);
}

}  // namespace loranoise::certify
