// Claims with verdicts, small enough to be checked by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

inline judged_claim judged(const std::string& id, std::vector<check> checks) {
  for (check& c : checks) c.rerun = "a cell";
  const claim what{.id = id,
                   .title = "title <" + id + "> & more",
                   .statement = "A statement about 1.",
                   .formula = "x = 1",
                   .section = "9"};
  return judge_claims({{what, std::move(checks)}}, 1e-3).front();
}

/// A measured value against 1, with a margin of 0.01.
inline comparison measured_one(double value, double error, const std::string& cell = "here") {
  location place;
  place.cell = cell;
  return equal(place, "x = 1", estimate::from_standard_error(value, error, 127), 1).within(0.01);
}

/// 1 measured within 0.001, and a falsifier 1.1 that is caught.
inline judged_claim sound_claim() {
  return judged("Z1", measured_one(1, 0.001).falsified_by("x = 1.1", 1.1));
}

/// 2 measured where 1 is predicted.
inline judged_claim failed_claim() {
  return judged("Z2", measured_one(2, 0.001).falsified_by("x = 1.1", 1.1));
}

/// A falsifier that says the same as the formula.
inline judged_claim blind_claim() {
  check wrong = measured_one(1, 0.001).all().front();
  wrong.kind = role::falsifier;
  wrong.formula = "as the right one";
  return judged("Z3", {measured_one(1, 0.001).all().front(), wrong});
}

/// An interval wider than the margin, after 1000 trials.
inline judged_claim open_claim() {
  check wide = measured_one(1, 0.02).all().front();
  wide.trials = 1000;
  return judged("Z4", {wide});
}

}  // namespace loranoise::verify
