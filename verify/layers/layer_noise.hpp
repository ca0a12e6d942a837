// The noise that low-rank adaptation injects into a layer's gradient: what theory says of it at
// each rank, with a measurement beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verify/experiments/sketch_family.hpp"
#include "verify/layers/layer_facts.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

struct noise_question {
  std::vector<int> ranks;
  sketch_family sketch = sketch_family::gaussian;
  std::optional<double> alpha;  ///< PEFT's lora_alpha; none: the rank, so that the scale is 1
  bool rank_stabilised = false;
  double delta = 1e-5;
  double cosine = 0.99;      ///< of the two rows that an adversary tells apart
  std::uint64_t trials = 0;  ///< of the measurement; 0: what takes a fraction of a second
  std::uint64_t seed = 1;
  int threads = 1;
};

/// At one rank. Empty where no exact formula is known for the sketch.
struct rank_noise {
  int rank = 0;
  double noise_to_signal = 0;  ///< E|N|_F^2/|G|_F^2 (theory/doc 2.4, 2.5)
  double effective_rate = 0;   ///< what a step's learning rate is multiplied by (1.4)
  std::optional<double> tv_coordinate_median;      ///< at the median cosine (4)
  std::optional<double> tv_coordinate_worst;       ///< at the largest, where TV is largest
  std::optional<double> tv_row;                    ///< the same for every row (5.2)
  std::optional<double> privacy_floor;             ///< of one row, A secret (6.3)
  std::optional<double> epsilon_at_delta;          ///< likewise (6.2)
  estimate measured = estimate::from_exact(0, 0);  ///< of noise_to_signal, on the sampled rows
  std::uint64_t trials = 0;
};

struct layer_noise {
  layer_facts facts;
  bool gives_itself_away = false;  ///< two rows or more that differ: claim J4
  std::vector<rank_noise> ranks;
};

/// std::invalid_argument names a rank that is outside 1 to the layer's width.
[[nodiscard]] layer_noise noise_of_layer(const simulate::stored_matrix& stored,
                                         const noise_question& question);

/// E|N|_F^2/|G|_F^2 of all layers together, at each rank of the question.
[[nodiscard]] std::vector<double> noise_of_model(const std::vector<layer_noise>& layers);

/// Confidence of the intervals of `measured`.
inline constexpr double layer_confidence = 0.999;

}  // namespace loranoise::verify
