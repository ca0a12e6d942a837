// From an estimate and a statement about it to a verdict.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

enum class verdict { confirmed, refuted, inconclusive, measured };
enum class relation { equals, at_most, reported };
enum class role { check, falsifier, control };

std::string_view name(verdict v);
std::string_view name(role r);
std::string_view name(relation r);

/// One comparison of a measured number with a predicted one.
///
/// equals:  refuted when the interval, widened by `slack`, excludes the prediction; confirmed when
/// it holds the
///          prediction and lies within `margin` of it; else inconclusive.
/// at_most: confirmed when the interval lies at or below the prediction, refuted when it lies
/// above.
/// reported: measured, whatever comes out; there is no prediction.
struct check {
  std::string cell;         ///< names the place: gradient, rank and the like
  std::string rerun;        ///< name of the cell that gave it, set by evaluate()
  role kind = role::check;  ///< falsifier: a wrong formula that must be refuted
  std::string formula;      ///< the formula behind `prediction`, in words or symbols
  estimate measured;
  double prediction = 0;
  relation rel = relation::equals;
  double margin = 0;  ///< absolute, in units of the prediction
  double slack = 0;   ///< known numerical bias of the measurement, absolute
  std::uint64_t trials = 0;
  int rank = 0;  ///< 0: no single rank
  int width = 0;
  double rho = 0;
  std::string gradient;
};

struct judged_check : check {
  interval range{};
  verdict outcome = verdict::inconclusive;

  /// measured / bound for at_most; |measured - prediction| / margin for equals.
  [[nodiscard]] double tightness() const;
  /// Trials that would make an inconclusive check conclusive, were the estimate to stay where it
  /// is.
  [[nodiscard]] std::uint64_t trials_to_decide() const;
};

/// The verdict of one check at level alpha, no correction for others.
judged_check judge(const check& c, double alpha);

/// The verdicts of a family at a family-wise error rate: Holm's step-down (1979). Levels start at
/// alpha / n; each time checks are refuted the others are judged again at alpha / (checks left).
std::vector<judged_check> judge_family(std::span<const check> family, double family_alpha);

/// refuted if any is, confirmed or measured if all are, inconclusive otherwise (and for an empty
/// family).
verdict summarise(std::span<const judged_check> checks);

}  // namespace loranoise::verify
