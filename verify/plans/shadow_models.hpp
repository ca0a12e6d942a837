// How the methods of fine-tuning are set against each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/shadow_models.hpp"

namespace loranoise::verify::claims {

/// The options of a method by its name, from those that all share. The noise of matched_noise has
/// the variances of section 2.2 for this rank. std::invalid_argument names an unknown method and
/// lists those known.
[[nodiscard]] simulate::tuning_options method_options(const std::string& method, int rank,
                                                      simulate::tuning_options shared_options);

/// Whether a method of this name has a rank.
[[nodiscard]] bool takes_rank(const std::string& method);

/// Every method at every rank, those without a rank once.
[[nodiscard]] std::vector<simulate::tuning_options> all_options(
    const std::vector<std::string>& methods, const std::vector<int>& ranks,
    const simulate::tuning_options& shared_options);

/// `count` steps, the last one included, evenly spaced.
[[nodiscard]] std::vector<int> checkpoint_steps(int steps, int count);

}  // namespace loranoise::verify::claims
