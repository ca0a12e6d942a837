#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "claims/claims.hpp"
#include "verify/claim.hpp"

namespace loranoise::verify {

namespace {

template <class Items, class Name>
std::string listed(const Items& items, const Name& name) {
  std::string all;
  for (const auto& item : items) {
    if (!all.empty()) all += ", ";
    all += name(item);
  }
  return all;
}

void keep_cell(const std::string& name, std::vector<chosen_claim>& chosen) {
  const std::vector<chosen_claim> all = chosen;
  for (chosen_claim& c : chosen) {
    std::erase_if(c.cells, [&](const cell& k) { return k.name != name; });
  }
  std::erase_if(chosen, [](const chosen_claim& c) { return c.cells.empty(); });
  if (!chosen.empty()) return;
  const std::string known = listed(all, [](const chosen_claim& c) {
    return c.what.id + ": " + listed(c.cells, [](const cell& k) { return "\"" + k.name + "\""; });
  });
  throw std::invalid_argument("unknown cell \"" + name + "\": choose from " + known);
}

}  // namespace

const std::vector<claim>& ledger() {
  static const std::vector<claim> all{claims::frozen_identity(),
                                      claims::trained_deviation(),
                                      claims::zero_mean(),
                                      claims::variance_formula(),
                                      claims::covariance_formula(),
                                      claims::rank_decay(),
                                      claims::noise_energy(),
                                      claims::noise_over_steps(),
                                      claims::norm_reading(),
                                      claims::coordinate_distribution(),
                                      claims::coordinate_moments(),
                                      claims::sign_probability(),
                                      claims::width_independence(),
                                      claims::tv_measured(),
                                      claims::tv_rate(),
                                      claims::tv_skew_rate(),
                                      claims::fourth_moment_bound(),
                                      claims::berry_esseen(),
                                      claims::berry_esseen_tv(),
                                      claims::two_term_bound(),
                                      claims::width_reading(),
                                      claims::other_sketches(),
                                      claims::joint_tv(),
                                      claims::joint_limit(),
                                      claims::joint_reading(),
                                      claims::symmetry_test(),
                                      claims::rank_bound(),
                                      claims::norm_preservation(),
                                      claims::privacy_profile(),
                                      claims::privacy_floor(),
                                      claims::privacy_reading()};
  return all;
}

void check_claim_ids(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const bool found =
        std::any_of(ledger().begin(), ledger().end(), [&](const claim& c) { return c.id == id; });
    if (!found) {
      throw std::invalid_argument("unknown claim " + id + ": choose from " +
                                  listed(ledger(), [](const claim& c) { return c.id; }));
    }
  }
}

bool train_adapters(const std::vector<std::string>& ids) {
  return std::any_of(ledger().begin(), ledger().end(), [&](const claim& c) {
    return c.trains_adapters &&
           (ids.empty() || std::find(ids.begin(), ids.end(), c.id) != ids.end());
  });
}

std::vector<chosen_claim> choose_claims(const std::vector<std::string>& ids, const study& s,
                                        const std::string& only_cell) {
  check_claim_ids(ids);
  std::vector<chosen_claim> chosen;
  for (const claim& c : ledger()) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), c.id) == ids.end()) continue;
    std::vector<cell> cells = c.cells(s);
    if (!cells.empty()) chosen.push_back({c, std::move(cells)});
  }
  if (!only_cell.empty()) keep_cell(only_cell, chosen);
  return chosen;
}

void request_all(const std::vector<chosen_claim>& claims, laboratory& lab) {
  for (const chosen_claim& c : claims) {
    for (const cell& k : c.cells) k.request(lab);
  }
}

std::vector<claim_checks> evaluate(const std::vector<chosen_claim>& claims, const laboratory& lab,
                                   int threads) {
  std::vector<std::vector<std::vector<check>>> found;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const chosen_claim& c : claims) {
    for (std::size_t k = 0; k < c.cells.size(); ++k) places.emplace_back(found.size(), k);
    found.emplace_back(c.cells.size());
  }
  tbb::task_arena(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
      const auto [c, k] = places[i];
      found[c][k] = claims[c].cells[k].checks(lab);
    });
  });
  std::vector<claim_checks> all;
  for (std::size_t c = 0; c < claims.size(); ++c) {
    all.push_back({claims[c].what, {}});
    for (std::size_t k = 0; k < found[c].size(); ++k) {
      for (check& one : found[c][k]) {
        one.rerun = claims[c].cells[k].name;
        all.back().checks.push_back(std::move(one));
      }
    }
  }
  return all;
}

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

bool judged_claim::as_expected(const judged_check& c) const {
  switch (c.kind) {
    case role::falsifier:
      return true;
    case role::control:
      return c.outcome == verdict::confirmed;
    case role::check:
      break;
  }
  return what.expected == verdict::refuted || c.outcome == what.expected;
}

bool judged_claim::passed() const {
  const auto formulas = falsifier_formulas();
  return outcome == what.expected && !formulas.empty() &&
         falsifiers_caught() == static_cast<int>(formulas.size()) &&
         std::all_of(controls.begin(), controls.end(),
                     [this](const judged_check& c) { return as_expected(c); });
}

}  // namespace loranoise::verify
