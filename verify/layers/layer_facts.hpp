// What a layer's gradient is like, from one look at its rows after the other: a layer of hundreds
// of megabytes is never in memory as a whole.
#pragma once

#include <Eigen/Core>
#include <string>

#include "simulate/gradients/gradient.hpp"
#include "simulate/gradients/stored_matrix.hpp"

namespace loranoise::verify {

/// Cosines |g_ki|/|g_k| of the entries with their rows, of all entries of rows that are not zero.
struct cosine_quantiles {
  double median = 0;  ///< to 1 part in 4000
  double q90 = 0;     ///< likewise
  double max = 0;
};

struct layer_facts {
  std::string name;  ///< the tensor's key, or the file
  Eigen::Index rows = 0;
  Eigen::Index width = 0;
  double norm = 0;         ///< |G|_F, in the units of the file
  double stable_rank = 0;  ///< |G|_F^2/|G|_2^2, to 1 %
  cosine_quantiles cosine;
  /// The longest rows, up to sampled_layer_rows, in their order and brought to order one: on these
  /// the noise is measured.
  simulate::gradient sample;
};

inline constexpr Eigen::Index sampled_layer_rows = 16;

/// std::runtime_error, one sentence, for a NaN, an infinity, or a gradient of zeros.
[[nodiscard]] layer_facts look_at_layer(const simulate::stored_matrix& stored);

}  // namespace loranoise::verify
