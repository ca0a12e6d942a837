#include "theory/privacy/batch_size.hpp"

#include <cmath>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {

row_pair changed_row(double along, double across) {
  detail::require(std::isfinite(along), "a change along the row must be finite", along);
  detail::require(across >= 0 && std::isfinite(across),
                  "a change across the row must be finite and not negative", across);
  const double kept = 1 + along;
  const double length = std::hypot(kept, across);
  detail::require(length > 0, "the neighbour must not be a row of zeros", along);
  // 1 - kept/length without cancellation: across^2/(length (length + kept)).
  const double below = kept > 0 ? across * across / (length * (length + kept)) : 1 - kept / length;
  const double log_squared_length = std::log1p(along * (2 + along) + across * across);
  return {kept / length, 1 / length, below, -0.5 * log_squared_length};
}

row_pair replaced_example(double along, double across, double batch) {
  detail::require(batch >= 1 && std::isfinite(batch), "a batch must have at least one example",
                  batch);
  return changed_row(along / batch, across / batch);
}

}  // namespace loranoise::theory
