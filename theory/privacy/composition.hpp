// Several releases of one pair of rows, with the sketch redrawn for each: exact privacy of all of
// them together; theory/doc/09-composition.md 9.2.
//
// Threat model: a fresh secret sketch for every release, the same two candidates u and u' each
// time, and an adversary who sees all releases and knows everything else. With one sketch for all
// releases there is no privacy (frozen_releases.hpp). std::domain_error on arguments out of range.
#pragma once

#include <vector>

#include "theory/privacy/loss_transform.hpp"
#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

/// A number and how far it can be from the truth: the sum of what the rule, its end, the panels and
/// rounding can cost.
struct bounded_value {
  double value;
  double error;
};

/// Beyond, the error of delta has grown past use.
inline constexpr double largest_composed_epsilon = 60;

class composed_release {
 public:
  /// A cosine strictly between -1 and 1 (no rows of width 1), releases >= 2 (one alone:
  /// row_release.hpp). Takes some ten milliseconds; then a value takes microseconds for epsilon up
  /// to `largest_epsilon` (0 < it <= largest_composed_epsilon).
  composed_release(const row_release& release, int releases, double largest_epsilon = 12);

  /// delta(epsilon) of all releases, |epsilon| <= largest_epsilon. The error is absolute, from
  /// 1e-15 at small epsilon, growing as e^(epsilon/2); for fewer than 8 releases of rows that are
  /// close it may be larger.
  [[nodiscard]] bounded_value privacy_profile(double epsilon) const;

  /// 1 - (1 - floor of one)^releases.
  [[nodiscard]] double floor() const;

  /// The smallest epsilon >= 0 with delta(epsilon) <= delta: 0 where delta(0) is below, infinity at
  /// the floor and below. Where the answer is beyond largest_epsilon, or delta below ten times the
  /// error there, std::domain_error says so. 0 < delta < 1.
  [[nodiscard]] double privacy_epsilon(double delta) const;

  /// P_u(L > x) and P_u'(L > x), the loss L summed over the releases.
  [[nodiscard]] bounded_value power_at_threshold(double x) const;
  [[nodiscard]] bounded_value false_alarm_at_threshold(double x) const;

  /// The largest power of a test of u against u' with a false-positive rate; 0 < rate < 1. Same
  /// limits on the threshold.
  [[nodiscard]] double power(double false_positive_rate) const;

 private:
  struct summed {
    double value;
    double tail;  // of the sum beyond the last point
  };
  template <class Weight>
  [[nodiscard]] summed sum(double x, const Weight& weight) const;
  [[nodiscard]] double alias(double x) const;
  void require_epsilon(double epsilon) const;

  double floor_;
  double step_;
  double largest_epsilon_;
  double relative_error_;             // of M^releases
  std::vector<detail::polar> power_;  // M^releases at y = 0, step, 2 step, ...
};

}  // namespace loranoise::theory
