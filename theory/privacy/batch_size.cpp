#include "theory/privacy/batch_size.hpp"

#include <cmath>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

// |u|^2 of a wide row in units of one example's noise.
double squared_mean_of_batch(double mean_to_noise, double batch) {
  detail::require(mean_to_noise >= 0 && std::isfinite(mean_to_noise),
                  "a mean gradient over its noise must be finite and not negative", mean_to_noise);
  detail::require(batch >= 1 && std::isfinite(batch), "a batch must have at least one example",
                  batch);
  return mean_to_noise + 1 / batch;
}

}  // namespace

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

row_pair typical_replacement(double mean_to_noise, double batch) {
  const double squared = squared_mean_of_batch(mean_to_noise, batch);
  const double across = std::sqrt((2 - 1 / (batch * batch * squared)) / squared);
  return replaced_example(-1 / (batch * squared), across, batch);
}

double log_norm_ratio_deviation(double mean_to_noise, double batch, double width) {
  detail::require(width >= 1, "a width must be at least 1", width);
  const double squared = squared_mean_of_batch(mean_to_noise, batch);
  // 1 - (1 - 1/batch)^2: the two batches share all examples but one.
  const double apart = (2 - 1 / batch) / batch;
  return std::sqrt((2 * mean_to_noise + apart) / width) / (batch * squared);
}

}  // namespace loranoise::theory
