#include "verify/claims/judgement.hpp"

#include <algorithm>
#include <utility>

namespace loranoise::verify {

std::vector<judged_claim> judge_claims(const std::vector<claim_checks>& claims,
                                       double family_alpha) {
  // Two families: what should hold (checks and controls), and what must fall (falsifiers).
  std::vector<check> real;
  std::vector<check> wrong;
  std::vector<std::size_t> real_owner;
  std::vector<std::size_t> wrong_owner;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (const check& c : claims[i].checks) {
      const bool falsifier = c.kind == role::falsifier;
      (falsifier ? wrong_owner : real_owner).push_back(i);
      (falsifier ? wrong : real).push_back(c);
    }
  }

  std::vector<judged_claim> judged(claims.size());
  for (std::size_t i = 0; i < claims.size(); ++i) judged[i].what = claims[i].what;
  const std::vector<judged_check> real_verdicts = judge_family(real, family_alpha);
  const std::vector<judged_check> wrong_verdicts = judge_family(wrong, family_alpha);
  for (std::size_t j = 0; j < real_verdicts.size(); ++j) {
    judged_claim& owner = judged[real_owner[j]];
    auto& place = real_verdicts[j].kind == role::control ? owner.controls : owner.checks;
    place.push_back(real_verdicts[j]);
  }
  for (std::size_t j = 0; j < wrong_verdicts.size(); ++j) {
    judged[wrong_owner[j]].falsifiers.push_back(wrong_verdicts[j]);
  }
  for (judged_claim& c : judged) {
    c.outcome = summarise(c.checks);
    // A cell that is run again may hold a control alone: it is right or not, whatever the claim
    // says.
    if (c.checks.empty() && summarise(c.controls) == verdict::confirmed) {
      c.outcome = c.what.expected;
    }
  }
  return judged;
}

std::vector<std::string> judged_claim::falsifier_formulas() const {
  std::vector<std::string> formulas;
  for (const judged_check& c : falsifiers) {
    if (std::find(formulas.begin(), formulas.end(), c.formula) == formulas.end()) {
      formulas.push_back(c.formula);
    }
  }
  return formulas;
}

bool judged_claim::caught(const std::string& formula) const {
  return std::any_of(falsifiers.begin(), falsifiers.end(), [&](const judged_check& c) {
    return c.formula == formula && c.outcome == verdict::refuted;
  });
}

int judged_claim::falsifiers_caught() const {
  const auto formulas = falsifier_formulas();
  return static_cast<int>(std::count_if(formulas.begin(), formulas.end(),
                                        [&](const std::string& f) { return caught(f); }));
}

int judged_claim::computed() const {
  return static_cast<int>(std::count_if(checks.begin(), checks.end(), [](const judged_check& c) {
    return c.measured.is_computed();
  }));
}

const judged_check& judged_claim::worst() const {
  const auto severity = [](const judged_check& c) {
    const int rank =
        c.outcome == verdict::refuted ? 2 : (c.outcome == verdict::inconclusive ? 1 : 0);
    return std::pair{rank, c.tightness()};
  };
  const auto& among = checks.empty() ? controls : checks;
  return *std::max_element(
      among.begin(), among.end(),
      [&](const judged_check& a, const judged_check& b) { return severity(a) < severity(b); });
}

bool judged_claim::as_expected(const judged_check& c) const {
  switch (c.kind) {
    case role::falsifier:
      return true;
    case role::control:
      return c.outcome == verdict::confirmed;
    case role::check:
      break;
  }
  return what.expected == verdict::refuted || c.outcome == what.expected ||
         (holds(what.expected) && holds(c.outcome));
}

bool judged_claim::passed() const {
  const auto formulas = falsifier_formulas();
  return outcome == what.expected && falsifiers_caught() == static_cast<int>(formulas.size()) &&
         std::all_of(controls.begin(), controls.end(),
                     [this](const judged_check& c) { return as_expected(c); });
}

}  // namespace loranoise::verify
