#include "verify/claims/judgement.hpp"

#include "tests/catch.hpp"
#include "verify/report/summary.hpp"

using namespace loranoise::verify;

namespace {

// At the levels used here the interval reaches three to four standard errors.
comparison holds(double value = 1, double error = 0.001) {
  location place;
  place.cell = "somewhere";
  return equal(place, "right", estimate::from_standard_error(value, error, 127), 1).within(0.01);
}

judged_claim judge_one(std::vector<check> checks, verdict expected = verdict::confirmed) {
  const claim what{.id = "Z1",
                   .title = "title",
                   .statement = "statement",
                   .formula = "formula",
                   .section = "9",
                   .expected = expected};
  return judge_claims({{what, std::move(checks)}}, 1e-3).front();
}

check wrong(double prediction, const std::string& formula = "wrong") {
  check c = holds().all().front();
  c.kind = role::falsifier;
  c.formula = formula;
  c.prediction = prediction;
  return c;
}

}  // namespace

TEST_CASE("a claim passes when it holds and its falsifiers are caught") {
  const judged_claim c = judge_one(holds().falsified_by("wrong", 1.1));
  CHECK(c.outcome == verdict::confirmed);
  CHECK(c.falsifiers_caught() == 1);
  CHECK(c.passed());
}

TEST_CASE("controls alone, as in one cell run again, pass where they hold") {
  const judged_claim sound = judge_one(holds().control(), verdict::refuted);
  CHECK(sound.passed());
  CHECK(sound.worst().kind == role::control);
  const judged_claim broken = judge_one(holds(1.1).control(), verdict::refuted);
  CHECK(!broken.passed());
}

TEST_CASE("an inconclusive falsifier is not caught, and fails the claim") {
  // Beyond the margin's end, so that it is not confirmed, and within the interval.
  check open = wrong(1.002);
  open.margin = 1e-4;
  const judged_claim c = judge_one({holds().all().front(), open});
  REQUIRE(c.falsifiers.front().outcome == verdict::inconclusive);
  CHECK(c.falsifiers_caught() == 0);
  CHECK(!c.passed());
}

TEST_CASE("a confirmed falsifier is not caught, and fails the claim") {
  const judged_claim c = judge_one({holds().all().front(), wrong(1.0)});
  REQUIRE(c.falsifiers.front().outcome == verdict::confirmed);
  CHECK(c.falsifiers_caught() == 0);
  CHECK(!c.passed());
}

TEST_CASE("one cell catches a wrong formula, and every formula has to be caught") {
  CHECK(judge_one({holds().all().front(), wrong(1.0), wrong(1.5)}).passed());
  const judged_claim c = judge_one({holds().all().front(), wrong(1.5), wrong(1.0, "other")});
  CHECK(c.falsifiers_caught() == 1);
  CHECK(c.falsifier_formulas() == std::vector<std::string>{"wrong", "other"});
  CHECK(!c.passed());
}

TEST_CASE("a failing control fails the claim, refuted or inconclusive") {
  const std::vector<check> good = holds().falsified_by("wrong", 1.1);
  const auto with = [&](comparison control) {
    std::vector<check> checks = good;
    append(checks, control.control());
    return judge_one(checks);
  };
  const judged_claim off = with(holds(1.2));
  CHECK(off.controls.front().outcome == verdict::refuted);
  const judged_claim open = with(holds(1, 0.01));
  CHECK(open.controls.front().outcome == verdict::inconclusive);
  for (const judged_claim* c : {&off, &open}) {
    CHECK(c->outcome == verdict::confirmed);  // a control is no part of the claim
    CHECK(!c->passed());
  }
  CHECK(with(holds()).passed());
}

TEST_CASE(
    "a claim with no falsifier in this study cannot be told there, and is not failed for it") {
  const judged_claim c = judge_one(holds().falsified_by("too near", 1.001));
  CHECK(c.falsifiers.empty());
  CHECK(!c.can_be_told());
  CHECK(c.passed());
  CHECK(summary_table({c}, "verify").find("cannot be told here") != std::string::npos);
  CHECK(!judge_one(holds(1.2)).passed());
}

TEST_CASE("a reading passes when it is refuted") {
  const std::vector<check> reading = holds(1.5).expecting(1.5, 0.01).falsified_by("wrong", 1.2);
  CHECK(judge_one(reading, verdict::refuted).passed());
  CHECK(!judge_one(reading, verdict::confirmed).passed());
}

TEST_CASE("computed values are counted and shown as computed") {
  location place;
  place.cell = "exact";
  const judged_claim c = judge_one(together(
      {holds(), at_most(place, "limit", estimate::from_computation(0.25, 1e-9), 0.25 + 1e-6)
                    .falsified_by("smaller", 0.2)}));
  CHECK(c.checks.size() == 2);
  CHECK(c.computed() == 1);
  CHECK(c.passed());
  CHECK(describe(c.checks[1]).find("0.25 computed") != std::string::npos);
  CHECK(describe(c.checks[0]).find("computed") == std::string::npos);
}
