// A claim: a statement in plain words, the cells in which it is looked at, and the checks there
// that decide it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "verify/experiments/laboratory.hpp"
#include "verify/statistics/verdict.hpp"
#include "verify/study/study.hpp"

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

/// What a claim says and where it is looked at. Written with designated initialisers.
struct claim {
  std::string id;                         ///< a letter for the family and a number; never reused
  std::string title;                      ///< a few words, for tables
  std::string statement;                  ///< plain words; rank r, width m and rho said in them
  std::string formula;                    ///< the same in symbols
  std::string section;                    ///< headings of the theory pages: "2.2, 2.5"
  std::string answers = {};               ///< versions of the paper that say it: "v1 to v7"
  verdict expected = verdict::confirmed;  ///< refuted for a reading of the paper that is false
  std::vector<cell> (*cells)(const study&) = nullptr;  ///< its cells in a study, perhaps none
  /// What a study must have for the claim to have a cell: "a gradient of two columns". Said where
  /// it is left out.
  std::string needs = "a gradient, a row or a rank that it speaks of";
  bool trains_adapters = false;  ///< rests on models trained on the digits (study.adapters, tuning)
};

}  // namespace loranoise::verify
