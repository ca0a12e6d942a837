// The noise of many steps, summed: theory/doc section 2.6.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace loranoise::theory {

/// E <N_t, N_s>_F of two steps whose gradients G_t and G_s (rows x width, entries column by column)
/// share a Gaussian A: the covariance of the two steps, entry by entry, summed. rank >= 1; as many
/// entries in both, a multiple of `rows` (std::domain_error).
[[nodiscard]] double shared_noise_product(std::span<const double> g_t, std::span<const double> g_s,
                                          std::size_t rows, double rank);

/// E |N_1 + ... + N_T|_F^2 over |G_1 + ... + G_T|_F^2 after each number of steps T in `looks`
/// (ascending, at least 1): with one A for all steps, and with the noise of each step independent
/// of that of the others, of the same variances.
struct noise_over_steps {
  std::vector<double> shared;
  std::vector<double> independent;
};
[[nodiscard]] noise_over_steps predict_noise_over_steps(
    const std::vector<std::span<const double>>& gradients, std::size_t rows, double rank,
    std::span<const int> looks);

}  // namespace loranoise::theory
