#include "verify/statistics/check.hpp"

#include <algorithm>

#include "tests/catch.hpp"
#include "verify/statistics/verdict.hpp"

using namespace loranoise::verify;

namespace {

location here() {
  location place;
  place.cell = "random, rank 4";
  place.rank = 4;
  place.trials = 1000;
  return place;
}

estimate about(double value) {
  return estimate::from_standard_error(value, 0.001, 127);
}

// The formulas of the falsifiers that are asked.
std::vector<std::string> asked(const std::vector<check>& all) {
  std::vector<std::string> formulas;
  for (const check& c : all) {
    if (c.kind == role::falsifier) formulas.push_back(c.formula);
  }
  return formulas;
}

}  // namespace

TEST_CASE("an equality carries its place, margin and slack into the check and its falsifiers") {
  const std::vector<check> all = equal(here().part("energy"), "(m+1)/r", about(1), 1)
                                     .within(0.02)
                                     .slack(0.001)
                                     .falsified_by("m/r", 0.9);
  REQUIRE(all.size() == 2);
  for (const check& c : all) {
    CHECK(c.cell == "random, rank 4, energy");
    CHECK(c.rank == 4);
    CHECK(c.trials == 1000);
    CHECK(c.margin == 0.02);
    CHECK(c.slack == 0.001);
    CHECK(c.rel == relation::equals);
    CHECK(c.measured.value() == 1);
  }
  CHECK(all[0].kind == role::check);
  CHECK(all[0].prediction == 1);
  CHECK(all[1].kind == role::falsifier);
  CHECK(all[1].formula == "m/r");
  CHECK(all[1].prediction == 0.9);
}

TEST_CASE("a falsifier is asked from the margin on, at either side of an equality") {
  const auto ask = [](double wrong) {
    return asked(equal(here(), "right", about(1), 1).within(0.02).falsified_by("wrong", wrong));
  };
  CHECK(ask(1.019).empty());
  CHECK(ask(1.02).size() == 1);
  CHECK(ask(0.981).empty());
  CHECK(ask(0.98).size() == 1);
}

TEST_CASE("slack widens what a falsifier has to be away from the truth") {
  const auto ask = [](double bias) {
    return asked(
        equal(here(), "right", about(1), 1).within(0.02).slack(bias).falsified_by("wrong", 1.025));
  };
  CHECK(ask(0).size() == 1);
  CHECK(ask(0.01).empty());
}

TEST_CASE("a bound's falsifier is asked where it lies below what the trials leave open") {
  const auto ask = [](double wrong) {
    return asked(
        at_most(here(), "bound", about(1), 2).expecting(1, 0.1).falsified_by("wrong", wrong));
  };
  CHECK(ask(0.89).size() == 1);
  CHECK(ask(0.95).empty());
  CHECK(ask(1.5).empty());
}

TEST_CASE("a bound without an expected value asks every falsifier") {
  CHECK(asked(at_most(here(), "bound", about(1), 2).falsified_by("wrong", 1.9)).size() == 1);
}

TEST_CASE("a false reading is falsified from the truth, not from what it says") {
  const auto ask = [](double wrong) {
    return asked(equal(here(), "reading", about(1.5), 1)
                     .within(0.02)
                     .expecting(1.5, 0.03)
                     .falsified_by("wrong", wrong));
  };
  CHECK(ask(1.0).size() == 1);
  CHECK(ask(1.52).empty());
}

TEST_CASE("a wrong formula for the draws is asked by its distance from the right one") {
  const auto ask = [](double distance) {
    return asked(equal(here(), "law", about(0), 0)
                     .within(0.01)
                     .falsified_by("wrong law", about(0.5), distance));
  };
  CHECK(ask(0.02).size() == 1);
  CHECK(ask(0.001).empty());
  const std::vector<check> always =
      at_most(here(), "never", about(0), 0.01).falsified_by("always", about(1));
  REQUIRE(always.size() == 2);
  CHECK(always[1].measured.value() == 1);
  CHECK(always[1].prediction == 0.01);
  CHECK(judge(always[1], 1e-3).outcome == verdict::refuted);
}

TEST_CASE("a statement that is wrong as a whole keeps its place and its bound") {
  const std::vector<check> all =
      at_most(here(), "bound", about(1), 2)
          .falsified_by(at_most(here().part("there"), "other", about(3), 2.5));
  REQUIRE(all.size() == 2);
  CHECK(all[1].kind == role::falsifier);
  CHECK(all[1].cell == "random, rank 4, there");
  CHECK(all[1].prediction == 2.5);
}

TEST_CASE("controls, picked values and reports say what they are") {
  const std::vector<check> all =
      together({equal(here(), "instrument", about(1), 1).within(1).control().picked(),
                reported(here(), "what comes out", about(3))});
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == role::control);
  CHECK(all[0].picked);
  CHECK(!all[1].picked);
  CHECK(judge(all[1], 1e-3).outcome == verdict::measured);
}
