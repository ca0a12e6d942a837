// How many trials a check needs: planned from the wanted power, before anything is simulated.
#pragma once

#include <cstdint>

namespace loranoise::verify {

/// All intervals of a run hold together but for this probability.
inline constexpr double family_error_rate = 1e-6;

/// Checks that a run is planned for: an interval is expected at family_error_rate / planned_family.
inline constexpr double planned_family = 8192;

/// Probability with which a planned check of a true claim may stay inconclusive, and one of a
/// formula that is wrong by the margin may escape.
inline constexpr double planned_miss_rate = 1e-5;

/// Trials after which the interval of a mean lies within `margin` of its expectation (both in the
/// same units) but for planned_miss_rate, for a number with this variance a trial, in sweep_blocks
/// blocks: variance ((t + z)/margin)^2, t Student's quantile at the planned level and z the normal
/// one of the miss rate, widened by the spread of the estimated standard error. Positive finite
/// arguments (std::invalid_argument).
[[nodiscard]] std::uint64_t trials_for_mean(double variance, double margin);

/// The same when the mean is picked as the most extreme of `count` means.
[[nodiscard]] std::uint64_t trials_for_worst_mean(double variance, double margin, double count);

/// Skewness of a mean that its interval is planned to bear. Student's statistic exceeds z with
/// exp(z^3 s/3) times its normal probability where the mean has skewness s (Jing, Shao & Wang,
/// Annals of Probability 31, 2003): at the planned level's z of 6.4 that is a factor of 3.
inline constexpr double planned_skewness = 0.0125;

/// Trials after which the mean of a number with this skewness a trial has no more than `allowed`:
/// (skewness/allowed)^2, at least 1.
[[nodiscard]] std::uint64_t trials_for_skewness(double skewness, double allowed = planned_skewness);

/// As trials_for_mean, for a probability near `p` counted in trials (Clopper-Pearson).
[[nodiscard]] std::uint64_t trials_for_probability(double p, double margin);

/// The same for a distribution function and the Dvoretzky-Kiefer-Wolfowitz band.
[[nodiscard]] std::uint64_t trials_for_supremum(double margin);

/// The margins that `trials` reach, with the same probabilities: the inverses of trials_for_mean
/// (variance 0 or more) and trials_for_supremum.
[[nodiscard]] double margin_for_mean(double variance, std::uint64_t trials);
[[nodiscard]] double margin_for_supremum(std::uint64_t trials);
/// The margin that an Anderson-Darling distance reaches with them.
[[nodiscard]] double margin_for_anderson_darling(std::uint64_t trials);

}  // namespace loranoise::verify
