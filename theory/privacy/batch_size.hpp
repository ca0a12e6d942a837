// From a batch to a pair of rows: what replacing one of its examples does to the row of the mean
// gradient; theory/doc/09-composition.md 9.6.
#pragma once

namespace loranoise::theory {

/// The two numbers that the privacy of a row depends on, for u' = u + (change along u) + (change
/// across).
struct row_pair {
  double cosine;
  double norm_ratio;        // |u|/|u'|
  double cosine_below_one;  // 1 - cosine, to all its digits
  double log_norm_ratio;    // log(|u|/|u'|), likewise
};

/// along = <u, u' - u>/|u|^2 (any finite number), across = |(u' - u) orthogonal to u|/|u| >= 0; u'
/// must not be 0. std::domain_error otherwise.
[[nodiscard]] row_pair changed_row(double along, double across);

/// One of `batch` examples replaced: along and across are those of g' - g (the two examples'
/// gradients) against the mean gradient u, so that u' - u = (g' - g)/batch. 1 - cosine falls as
/// 1/batch^2, log(|u|/|u'|) as 1/batch only; and if u itself shrinks with the batch (a mean
/// gradient near 0), along and across grow.
[[nodiscard]] row_pair replaced_example(double along, double across, double batch);

/// The same for wide rows whose examples are a common mean plus independent Gaussian noise,
/// mean_to_noise >= 0 the ratio of their squared norms (0: no mean gradient). Lengths and products
/// are near their means there: with |u|^2 = mean_to_noise + 1/batch, along = -1/(batch |u|^2) and
/// across^2 = (2 - 1/(batch |u|)^2)/|u|^2, so that |u'| = |u|.
[[nodiscard]] row_pair typical_replacement(double mean_to_noise, double batch);

/// Standard deviation of log(|u|/|u'|) for them, to first order in 1/sqrt(width):
/// sqrt((2 mean_to_noise + 1 - (1 - 1/batch)^2)/width)/(batch |u|^2).
[[nodiscard]] double log_norm_ratio_deviation(double mean_to_noise, double batch, double width);

}  // namespace loranoise::theory
