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

}  // namespace loranoise::verify
