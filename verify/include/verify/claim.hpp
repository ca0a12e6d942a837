// A claim: a statement in plain words, the cells in which it is looked at, and the checks there
// that decide it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "verify/laboratory.hpp"
#include "verify/study.hpp"
#include "verify/verdict.hpp"

namespace loranoise::verify {

/// One place (a gradient, a rank, ...) in which a claim is checked by itself. A cell asks the
/// laboratory for its experiments; when they were run, it gives its checks and falsifiers.
struct cell {
  std::string name;  ///< unique within the claim
  std::function<void(laboratory&)> request;
  std::function<std::vector<check>(const laboratory&)> checks;
};

/// A cell that rests on one experiment: evaluate(result) -> std::vector<check>.
template <experiment E, class Evaluate>
cell measured_cell(std::string name, const E& e, Evaluate evaluate) {
  return {std::move(name), [e](laboratory& lab) { lab.request(e); },
          [e, evaluate = std::move(evaluate)](const laboratory& lab) -> std::vector<check> {
            return evaluate(lab.result(e));
          }};
}

/// A cell that needs no simulation: evaluate() -> std::vector<check>.
template <class Evaluate>
cell exact_cell(std::string name, Evaluate evaluate) {
  return {std::move(name), [](laboratory&) {},
          [evaluate = std::move(evaluate)](const laboratory&) -> std::vector<check> {
            return evaluate();
          }};
}

struct claim {
  std::string id;         ///< stable
  std::string title;      ///< a few words, for tables
  std::string statement;  ///< one line of plain words
  std::string formula;
  std::string section;  ///< of theory/README.md
  verdict expected = verdict::confirmed;
  std::vector<cell> (*cells)(const study&) = nullptr;
  bool trains_adapters = false;  ///< rests on adapters trained on the digits (study.adapters)
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
  /// Whether the check came out as this claim needs it: falsifiers are not asked one by one, and
  /// where the claim is expected to be refuted, its checks are not either.
  [[nodiscard]] bool as_expected(const judged_check& c) const;
  /// The check furthest from its prediction in units of its margin, or closest to its bound. There
  /// is always one.
  [[nodiscard]] const judged_check& worst() const;
  /// Verdict as expected, at least one falsifier and all of them caught, all controls confirmed.
  [[nodiscard]] bool passed() const;
};

/// Every claim, in the order of the table.
const std::vector<claim>& ledger();

/// std::invalid_argument names an id that is not in the ledger, and lists those that are.
void check_claim_ids(const std::vector<std::string>& ids);

/// Whether one of these claims (all for an empty list) rests on trained adapters.
[[nodiscard]] bool train_adapters(const std::vector<std::string>& ids);

/// A claim of the ledger and those of its cells that a run looks at.
struct chosen_claim {
  claim what;
  std::vector<cell> cells;
};

/// The claims with these ids, in ledger order, with their cells in this study; all claims for an
/// empty list, without those that have no cell here. With `only_cell`, those cells alone that have
/// this name. std::invalid_argument names an unknown id or cell and lists those known.
std::vector<chosen_claim> choose_claims(const std::vector<std::string>& ids, const study& s,
                                        const std::string& only_cell = "");

/// Asks the laboratory for the experiments of all cells.
void request_all(const std::vector<chosen_claim>& claims, laboratory& lab);

/// The checks of a claim in all its cells, before they are judged.
struct claim_checks {
  claim what;
  std::vector<check> checks;
};

/// The checks of all cells, after the laboratory ran: cells are looked at side by side on so many
/// threads, and come out in their order.
std::vector<claim_checks> evaluate(const std::vector<chosen_claim>& claims, const laboratory& lab,
                                   int threads = 1);

/// Judges all checks of all claims as one family, and all falsifiers as another.
std::vector<judged_claim> judge_claims(const std::vector<claim_checks>& claims,
                                       double family_alpha);

}  // namespace loranoise::verify
