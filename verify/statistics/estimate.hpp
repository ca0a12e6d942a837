// Estimates that carry enough to be turned into a confidence interval at any level.
#pragma once

#include <cstdint>
#include <span>

namespace loranoise::verify {

/// Every sweep is cut into this many blocks: enough degrees of freedom that Student's quantile at
/// 1e-10 is within a fifth of the normal one, and few enough that a block's mean is a mean of many
/// trials.
inline constexpr int sweep_blocks = 128;

struct interval {
  double low;
  double high;
  [[nodiscard]] bool contains(double x) const { return low <= x && x <= high; }
};

/// A number measured by simulation, or computed exactly. `interval_at(alpha)` is two-sided and
/// covers the truth with probability at least 1 - alpha (block means: up to the normality of a mean
/// over a block).
class estimate {
 public:
  /// Mean of independent block values with Student's t interval, blocks - 1 degrees of freedom.
  /// Needs two blocks or more (std::invalid_argument). Valid for heavy tails as long as a block
  /// holds many trials.
  static estimate from_blocks(std::span<const double> block_values);

  /// As from_blocks, for values whose mean is known to drop when `controls`, whose mean is known to
  /// be `control_mean`, is regressed out: blocks - 2 degrees of freedom. Controls are in units in
  /// which they are of the order of one: where they deviate from their mean by less than 1e-6, by
  /// rounding alone, they are left out.
  static estimate from_blocks_with_control(std::span<const double> block_values,
                                           std::span<const double> controls, double control_mean);

  /// A value with a known standard error and degrees of freedom (a delta-method combination of
  /// block means).
  static estimate from_standard_error(double value, double standard_error, double degrees);

  /// Success probability with the exact Clopper-Pearson interval (1934).
  static estimate from_binomial(std::uint64_t successes, std::uint64_t trials);

  /// Supremum distance of an empirical distribution function of `trials` draws to a fixed one, with
  /// the Dvoretzky-Kiefer-Wolfowitz band, Massart's constant (1990).
  static estimate from_supremum(double distance, std::uint64_t trials);

  /// Anderson-Darling distance sqrt(A^2/n) of the empirical distribution of n = `trials` draws to a
  /// fixed law, in the weight 1/(F(1 - F)) of the law F of the draws. It is a norm, so the distance
  /// of F itself lies within that of the draws to F, for which Zolotarev's tail is used (Theory
  /// Probab. Appl. 6, 1961): A^2 is a sum of chi-squared variates with weights 1/(j(j + 1)), so
  /// P(A^2 > z) ~ sqrt(3/(pi z)) exp(-z) as z grows, a little above the truth at levels to 0.05.
  static estimate from_anderson_darling(double distance, std::uint64_t trials);

  /// A value without chance, seen or counted, that is known to within `error`.
  static estimate from_exact(double value, double error);

  /// The same for one that was computed by theory/, not measured.
  static estimate from_computation(double value, double error);

  /// A value that was enclosed with rigorous error bounds: certainly in [low, high].
  static estimate from_enclosure(double low, double high);

  /// The estimate of (x + shift).
  [[nodiscard]] estimate shifted(double shift) const;

  /// The same estimate when it was picked as the most extreme of `count`: intervals are taken at
  /// alpha / count.
  [[nodiscard]] estimate picked_from(double count) const;

  /// Whether chance has no part in it.
  [[nodiscard]] bool is_exact() const { return method_ == method::exact; }
  /// Whether it was computed, not measured.
  [[nodiscard]] bool is_computed() const { return computed_; }
  /// Whether its error bounds are rigorous.
  [[nodiscard]] bool is_enclosed() const { return enclosed_; }

  [[nodiscard]] double value() const { return value_ + shift_; }
  [[nodiscard]] double standard_error() const { return standard_error_; }
  [[nodiscard]] double degrees() const { return degrees_; }
  [[nodiscard]] interval interval_at(double alpha) const;

 private:
  enum class method { student, binomial, supremum, anderson_darling, exact };
  method method_ = method::exact;
  double value_ = 0;
  double shift_ = 0;
  double standard_error_ = 0;
  double degrees_ = 0;
  double successes_ = 0;
  double trials_ = 0;
  double multiplicity_ = 1;
  bool computed_ = false;
  bool enclosed_ = false;
};

/// Square root of the z whose leading tail sqrt(3/(pi z)) exp(-z) is alpha, 0 < alpha < 1.
[[nodiscard]] double anderson_darling_reach(double alpha);

/// a - b of independent estimates by blocks, with the smaller of their degrees of freedom.
[[nodiscard]] estimate difference(const estimate& a, const estimate& b);

/// Slope of the least-squares line through (log x_i, log y_i), delta method, with the smallest of
/// the degrees of freedom. Two points or more, positive values (std::invalid_argument).
estimate log_log_slope(std::span<const double> x, std::span<const estimate> y);

/// The same slope for exact values.
double log_log_slope(std::span<const double> x, std::span<const double> y);

}  // namespace loranoise::verify
