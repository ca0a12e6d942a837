// Claims with their verdicts.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"

namespace loranoise::verify {

/// The checks of a claim in all its cells, before they are judged.
struct claim_checks {
  claim what;
  std::vector<check> checks;
};

/// A claim with its verdict. Falsifiers are grouped by formula: one is caught when any of its cells
/// is refuted; one that stays inconclusive is not caught.
struct judged_claim {
  claim what;
  std::vector<judged_check> checks;
  std::vector<judged_check> falsifiers;
  std::vector<judged_check> controls;
  verdict outcome = verdict::inconclusive;

  [[nodiscard]] std::vector<std::string> falsifier_formulas() const;
  [[nodiscard]] bool caught(const std::string& formula) const;
  [[nodiscard]] int falsifiers_caught() const;
  /// Whether this study has a falsifier that the planned trials can tell from the truth. Where it
  /// has none the claim cannot be told here from what is near it, and is not failed for that.
  [[nodiscard]] bool can_be_told() const { return !falsifiers.empty(); }
  /// Checks whose observed number was computed, not measured.
  [[nodiscard]] int computed() const;
  /// Whether the check came out as this claim needs it: falsifiers are not asked one by one, and
  /// where the claim is expected to be refuted, its checks are not either.
  [[nodiscard]] bool as_expected(const judged_check& c) const;
  /// The check furthest from its prediction in units of its margin, or closest to its bound; a
  /// control where there are controls alone.
  [[nodiscard]] const judged_check& worst() const;
  /// Verdict as expected, every falsifier caught, every control confirmed.
  [[nodiscard]] bool passed() const;
};

/// Judges all checks of all claims as one family, and all falsifiers as another. A claim that comes
/// with controls alone, as when one cell is run again, has the verdict that it is expected to have
/// where they hold.
std::vector<judged_claim> judge_claims(const std::vector<claim_checks>& claims,
                                       double family_alpha);

}  // namespace loranoise::verify
