// A claim: a statement in plain words, the experiments it needs, and the checks that decide it.
#pragma once

#include <string>
#include <vector>

#include "verify/laboratory.hpp"
#include "verify/study.hpp"
#include "verify/verdict.hpp"

namespace loranoise::verify {

struct claim {
  std::string id;         ///< stable
  std::string title;      ///< a few words, for tables
  std::string statement;  ///< one line of plain words
  std::string formula;
  std::string section;  ///< of theory/README.md
  verdict expected = verdict::confirmed;
  void (*request)(const study&, laboratory&) = nullptr;
  std::vector<check> (*checks)(const study&, const laboratory&) = nullptr;
};

/// A claim with its verdict. Falsifiers are grouped by formula: one is caught when any of its cells
/// is refuted.
struct judged_claim {
  claim what;
  std::vector<judged_check> checks;
  std::vector<judged_check> falsifiers;
  std::vector<judged_check> controls;
  verdict outcome = verdict::inconclusive;

  [[nodiscard]] std::vector<std::string> falsifier_formulas() const;
  [[nodiscard]] bool caught(const std::string& formula) const;
  [[nodiscard]] int falsifiers_caught() const;
  /// The check furthest from its prediction in units of its margin, or closest to its bound. There
  /// is always one.
  [[nodiscard]] const judged_check& worst() const;
  /// Verdict as expected, at least one falsifier and all of them caught, all controls confirmed.
  [[nodiscard]] bool passed() const;
};

/// Every claim, in the order of the table.
const std::vector<claim>& ledger();

/// The claims with these ids, in ledger order; all of them for an empty list. std::invalid_argument
/// names an unknown id and lists those known.
std::vector<claim> select_claims(const std::vector<std::string>& ids);

/// Judges all checks of all claims as one family, and all falsifiers as another.
std::vector<judged_claim> judge_claims(const std::vector<claim>& claims, const study& s,
                                       const laboratory& lab, double family_alpha);

}  // namespace loranoise::verify
