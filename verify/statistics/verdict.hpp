// From an estimate and a statement about it to a verdict.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "verify/statistics/check.hpp"

namespace loranoise::verify {

/// proved: as confirmed, where rigorous error bounds decide and chance has no part.
enum class verdict { confirmed, refuted, inconclusive, measured, proved };

std::string_view name(verdict v);

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
/// family). proved if some are proved and the others, which are held against the proof, confirmed.
verdict summarise(std::span<const judged_check> checks);

/// Whether it says that the claim holds: confirmed or proved.
bool holds(verdict v);

}  // namespace loranoise::verify
