#include "theory/sketches/injectors.hpp"

#include <cmath>

#include "theory/numerics/normal.hpp"
#include "theory/numerics/require.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::theory {
namespace {

using detail::require;

// What the other coordinates hold of |u|^2; a hair below 0 by rounding is 0.
double rest_of_norm(double norm_squared, double entry) {
  require(norm_squared >= 0 && std::isfinite(norm_squared),
          "a squared norm must be finite and not negative", norm_squared);
  require(entry * entry <= norm_squared * (1 + 1e-12),
          "an entry cannot be larger than the row's norm", entry);
  return std::fmax(0.0, norm_squared - entry * entry);
}

// (width - rank)/(rank (width - 1)), the square of the coherence
double squared_coherence(double rank, double width) {
  detail::require_rank(rank);
  require(width >= 2 && std::isfinite(width), "width must be finite and at least 2", width);
  require(rank <= width, "the rank must not be above the width", rank);
  return (width - rank) / (rank * (width - 1));
}

// (width - kept)/kept
double lost_to_kept(double kept, double width) {
  detail::require_width(width);
  require(kept >= 1 && kept <= width, "a mask keeps between one coordinate and all", kept);
  return (width - kept) / kept;
}

}  // namespace

double flat_projector_variance(double norm_squared, double entry, double rank, double width) {
  return rest_of_norm(norm_squared, entry) * squared_coherence(rank, width);
}

double flat_projector_covariance(double entry_i, double entry_j, double rank, double width) {
  return entry_i * entry_j * squared_coherence(rank, width);
}

double equiangular_coherence(double rank, double width) {
  return std::sqrt(squared_coherence(rank, width));
}

double unit_column_variance(double norm_squared, double entry, double rank) {
  detail::require_rank(rank);
  return rest_of_norm(norm_squared, entry) / rank;
}

double unit_column_covariance(double entry_i, double entry_j, double rank) {
  detail::require_rank(rank);
  return entry_i * entry_j / rank;
}

double random_mask_variance(double entry, double keep) {
  require(keep > 0 && keep <= 1, "a probability of keeping must be above 0 and at most 1", keep);
  return entry * entry * (1 - keep) / keep;
}

double fixed_mask_variance(double entry, double kept, double width) {
  return entry * entry * lost_to_kept(kept, width);
}

double fixed_mask_covariance(double entry_i, double entry_j, double kept, double width) {
  const double ratio = lost_to_kept(kept, width);
  return ratio == 0 ? 0 : -entry_i * entry_j * ratio / (width - 1);
}

double gate_noise_variance(double entry, double gate_variance) {
  require(gate_variance >= 0 && std::isfinite(gate_variance),
          "a gate's variance must be finite and not negative", gate_variance);
  return entry * entry * gate_variance;
}

double gate_shut_probability(double spread) {
  require(spread > 0 && std::isfinite(spread), "a gate's spread must be finite and positive",
          spread);
  return normal_cdf(-0.5 / spread);
}

double gate_variance(double spread) {
  // 4 E min(|spread e|, 1/2)^2: the normal part between the ends, and the ends.
  const double shut = gate_shut_probability(spread);
  const double end = 0.5 / spread;
  const double between = 1 - 2 * shut - 2 * end * normal_pdf(end);
  return 4 * spread * spread * between + 2 * shut;
}

double zero_order_variance(double norm_squared, double entry, double directions) {
  return noise_variance(norm_squared, entry, directions);
}

double sphere_direction_variance(double norm_squared, double entry, double directions,
                                 double width) {
  require(directions >= 1 && std::isfinite(directions),
          "the number of directions must be at least 1", directions);
  return haar_noise_variance(norm_squared, entry, 1, width) / directions;
}

double sphere_direction_covariance(double entry_i, double entry_j, double directions,
                                   double width) {
  require(directions >= 1 && std::isfinite(directions),
          "the number of directions must be at least 1", directions);
  return haar_noise_covariance(entry_i, entry_j, 1, width) / directions;
}

double left_sketch_variance(double column_norm_squared, double entry, double rank) {
  return noise_variance(column_norm_squared, entry, rank);
}

double left_sketch_covariance(double columns_inner, double entry_i, double entry_j, double rank) {
  detail::require_rank(rank);
  return (columns_inner + entry_i * entry_j) / rank;
}

double orthogonal_initialisation_variance(double row_norm_squared, double column_norm_squared,
                                          double entry, double rank) {
  return (noise_variance(row_norm_squared, entry, rank / 2) +
          noise_variance(column_norm_squared, entry, rank / 2)) /
         4;
}

double orthogonal_initialisation_covariance(double columns_inner, double entry_i, double entry_j,
                                            double rank) {
  detail::require_rank(rank);
  return (columns_inner + 2 * entry_i * entry_j) / (2 * rank);
}

}  // namespace loranoise::theory
