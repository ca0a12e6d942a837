// A claim measured on the small study, and what an error in theory would do to it: another number
// in the place of each prediction.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/verify/small_study.hpp"

namespace loranoise::verify {

struct evaluated {
  study s;
  laboratory lab;
  claim what;
  std::vector<check> checks;
};

inline evaluated measure(const std::string& id, study s = small_study()) {
  evaluated e{std::move(s), {}, find_claim(id), {}};
  const std::vector<chosen_claim> chosen{{e.what, e.what.cells(e.s)}};
  request_all(chosen, e.lab);
  e.lab.run_all({31, 2, {}}, [](double) {});
  e.checks = evaluate(chosen, e.lab).front().checks;
  return e;
}

using prediction = std::function<double(const check&)>;

/// The claim as it is passes; with `wrong` in the place of `right` in the checks of this formula it
/// does not.
inline void expect_turn(const evaluated& e, const std::string& formula, const prediction& right,
                        const prediction& wrong) {
  CAPTURE(e.what.id, formula);
  std::vector<check> planted = e.checks;
  int replaced = 0;
  for (check& c : planted) {
    if (c.kind == role::falsifier || c.formula != formula) continue;
    CAPTURE(c.cell);
    CHECK(c.prediction == Approx(right(c)).epsilon(1e-14).margin(1e-12));
    c.prediction = wrong(c);
    ++replaced;
  }
  REQUIRE(replaced > 0);
  CHECK(judge_claims({{e.what, e.checks}}, 1e-6).front().passed());
  CHECK(!judge_claims({{e.what, planted}}, 1e-6).front().passed());
}

/// The number after this word in a cell's name.
inline double number_after(const check& c, const std::string& word) {
  const std::size_t place = c.cell.rfind(word);
  if (place == std::string::npos) throw std::logic_error(c.cell + " does not say " + word);
  return std::stod(c.cell.substr(place + word.size()));
}

}  // namespace loranoise::verify
