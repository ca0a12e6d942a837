#include "theory/privacy/frozen_releases.hpp"

#include <cmath>
#include <cstddef>
#include <initializer_list>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using released_row = std::span<const double>;

void require_same_length(released_row a, released_row b) {
  detail::require(a.size() == b.size() && !a.empty(),
                  "rows released under one sketch must have the same length",
                  static_cast<double>(b.size()));
}

double product_of_rows(released_row a, released_row b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}

}  // namespace

double frozen_statistic(released_row v_1, released_row v_2, released_row w_1, released_row w_2) {
  for (const released_row other : {v_2, w_1, w_2}) {
    require_same_length(v_1, other);
  }
  return product_of_rows(v_1, w_2) - product_of_rows(v_2, w_1);
}

// The statistic is tr(M X) with X = w_2 u_1' - w_1 u_2', and M is a Wishart matrix, whose law has a
// density on a set of symmetric matrices that no hyperplane holds: it is 0 with positive
// probability only if X + X' = 0.
bool frozen_pairs_separate(released_row u_1, released_row u_2, released_row w_1, released_row w_2,
                           double tolerance) {
  for (const released_row each : {u_1, u_2, w_1, w_2}) {
    require_same_length(u_1, each);
    const double squared = product_of_rows(each, each);
    detail::require(squared > 0 && std::isfinite(squared), "a row must be finite and not zero",
                    squared);
  }
  double largest = 0;
  double difference = 0;
  for (std::size_t i = 0; i < u_1.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double one = u_1[i] * w_2[j] + u_1[j] * w_2[i];
      const double other = u_2[i] * w_1[j] + u_2[j] * w_1[i];
      largest = std::fmax(largest, std::fmax(std::abs(one), std::abs(other)));
      difference = std::fmax(difference, std::abs(one - other));
    }
  }
  return difference > tolerance * largest;
}

}  // namespace loranoise::theory
