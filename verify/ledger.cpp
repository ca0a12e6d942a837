#include <algorithm>
#include <stdexcept>

#include "claims/claims.hpp"
#include "verify/claim.hpp"

namespace loranoise::verify {

namespace {

std::invalid_argument unknown_claim(const std::string& id, const std::string& known) {
  return std::invalid_argument("unknown claim " + id + ": choose from " + known);
}

}  // namespace

const std::vector<claim>& ledger() {
  static const std::vector<claim> all{
      claims::frozen_identity(), claims::zero_mean(),     claims::variance_formula(),
      claims::rank_decay(),      claims::noise_energy(),  claims::coordinate_distribution(),
      claims::tv_measured(),     claims::tv_rate(),       claims::fourth_moment_bound(),
      claims::berry_esseen(),    claims::width_reading(), claims::two_term_bound()};
  return all;
}

std::vector<claim> select_claims(const std::vector<std::string>& ids) {
  if (ids.empty()) return ledger();
  std::string known;
  for (const claim& c : ledger()) {
    if (!known.empty()) known += ", ";
    known += c.id;
  }
  for (const std::string& id : ids) {
    const bool found =
        std::any_of(ledger().begin(), ledger().end(), [&](const claim& c) { return c.id == id; });
    if (!found) throw unknown_claim(id, known);
  }
  std::vector<claim> chosen;
  for (const claim& c : ledger()) {
    if (std::find(ids.begin(), ids.end(), c.id) != ids.end()) chosen.push_back(c);
  }
  return chosen;
}

std::vector<judged_claim> judge_claims(const std::vector<claim>& claims, const study& s,
                                       const laboratory& lab, double family_alpha) {
  // Two families: what should hold (checks and controls), and what must fall (falsifiers).
  std::vector<check> real;
  std::vector<check> wrong;
  std::vector<std::size_t> real_owner;
  std::vector<std::size_t> wrong_owner;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (check& c : claims[i].checks(s, lab)) {
      const bool falsifier = c.kind == role::falsifier;
      (falsifier ? wrong_owner : real_owner).push_back(i);
      (falsifier ? wrong : real).push_back(std::move(c));
    }
  }

  std::vector<judged_claim> judged(claims.size());
  for (std::size_t i = 0; i < claims.size(); ++i) judged[i].what = claims[i];
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
  for (judged_claim& c : judged) c.outcome = summarise(c.checks);
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

const judged_check& judged_claim::worst() const {
  const auto severity = [](const judged_check& c) {
    const int rank =
        c.outcome == verdict::refuted ? 2 : (c.outcome == verdict::inconclusive ? 1 : 0);
    return std::pair{rank, c.tightness()};
  };
  return *std::max_element(
      checks.begin(), checks.end(),
      [&](const judged_check& a, const judged_check& b) { return severity(a) < severity(b); });
}

bool judged_claim::passed() const {
  const auto formulas = falsifier_formulas();
  return outcome == what.expected && !formulas.empty() &&
         falsifiers_caught() == static_cast<int>(formulas.size()) &&
         std::all_of(controls.begin(), controls.end(),
                     [](const judged_check& c) { return c.outcome == verdict::confirmed; });
}

}  // namespace loranoise::verify
