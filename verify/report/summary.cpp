#include "verify/report/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "verify/claims/paper.hpp"
#include "verify/report/readable_number.hpp"
#include "verify/study/shell_word.hpp"

namespace loranoise::verify {
namespace {

// For bounds how much of the bound is used at the tightest cell; for equalities nothing to say.
std::string tightness_text(const judged_claim& c) {
  return c.worst().rel == relation::at_most ? fmt::format("{:.3g}", c.worst().tightness()) : "-";
}

std::string verdict_text(const judged_claim& c) {
  const std::string verdict_name(name(c.outcome));
  return c.outcome == c.what.expected ? verdict_name : verdict_name + "!";
}

std::string worst_text(const judged_claim& c) {
  return observed_text(c.worst()) + ' ' + against_text(c.worst());
}

// In lines of a terminal's 80 columns, each indented.
std::string wrapped(const std::string& text, const std::string& indent) {
  constexpr std::size_t columns = 79;
  std::string out;
  std::string line = indent;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (line.size() > indent.size()) {
      if (line.size() + 1 + word.size() > columns) {
        out += line + '\n';
        line = indent;
      } else {
        line += ' ';
      }
    }
    line += word;
  }
  return out + line + '\n';
}

// The cells that failed, each with the command that runs it again.
void append_failures(const judged_claim& c, const std::string& command, std::string& out) {
  constexpr int shown = 5;
  int count = 0;
  for (const auto* group : {&c.checks, &c.controls}) {
    for (const judged_check& k : *group) {
      if (c.as_expected(k) || ++count > shown) continue;
      out += fmt::format("    {}\n", describe(k));
      out += fmt::format("      again: {} --claims {} --cell {}\n", command, c.what.id,
                         shell_word(k.rerun));
    }
  }
  if (count > shown) out += fmt::format("    and {} more\n", count - shown);
  for (const std::string& formula : c.falsifier_formulas()) {
    if (!c.caught(formula)) out += fmt::format("    falsifier not caught: {}\n", formula);
  }
}

}  // namespace

std::string describe(const judged_check& k) {
  std::string out = fmt::format("{} {}: {} {} ({})", name(k.outcome), k.cell, observed_text(k),
                                against_text(k), k.formula);
  if (k.outcome == verdict::inconclusive && k.trials_to_decide() > 0) {
    out +=
        fmt::format("; about {} trials would decide, {} were run", k.trials_to_decide(), k.trials);
  }
  return out;
}

std::string describe_worst(const judged_claim& c) {
  return c.worst().cell + ": " + worst_text(c);
}

bool passed(const std::vector<judged_claim>& claims) {
  return std::all_of(claims.begin(), claims.end(),
                     [](const judged_claim& c) { return c.passed(); });
}

nlohmann::json summary_json(const std::vector<judged_claim>& claims, const run_facts& facts) {
  nlohmann::json out;
  out["passed"] = passed(claims);
  out["seed"] = facts.seed;
  out["profile"] = facts.profile;
  out["seconds"] = facts.seconds;
  out["trials"] = facts.trials;
  out["run"] = facts.provenance;
  out["paper"] = nlohmann::json::array();
  for (const paper_sentence& s : paper_sentences()) {
    out["paper"].push_back({{"versions", s.versions},
                            {"sentence", s.sentence},
                            {"answer", s.answer},
                            {"claims", s.claims}});
  }
  out["claims"] = nlohmann::json::array();
  for (const judged_claim& c : claims) {
    nlohmann::json entry{{"id", c.what.id},
                         {"title", c.what.title},
                         {"statement", c.what.statement},
                         {"formula", c.what.formula},
                         {"section", c.what.section},
                         {"expected", name(c.what.expected)},
                         {"verdict", name(c.outcome)},
                         {"cells", c.checks.size()},
                         {"computed", c.computed()},
                         {"can_be_told", c.can_be_told()},
                         {"falsifiers", c.falsifier_formulas().size()},
                         {"falsifiers_caught", c.falsifiers_caught()},
                         {"worst", describe_worst(c)}};
    entry["tightness"] = c.worst().tightness();
    out["claims"].push_back(std::move(entry));
  }
  return out;
}

std::string summary_table(const std::vector<judged_claim>& claims, const std::string& command) {
  constexpr const char* row = "{:<4}{:>5}  {:<38} {:>8} {:<13} {:>6}\n";
  const std::string indent(5, ' ');
  std::string out = fmt::format(row, "id", "cells", "worst cell: observed [interval]", "of bound",
                                "verdict", "caught");
  out += std::string(out.size() - 1, '-') + '\n';
  for (const judged_claim& c : claims) {
    out += fmt::format(row, c.what.id, c.checks.size(), worst_text(c), tightness_text(c),
                       verdict_text(c),
                       fmt::format("{}/{}", c.falsifiers_caught(), c.falsifier_formulas().size()));
    out += wrapped(c.what.statement, indent);
    if (!c.can_be_told()) {
      out += indent + "cannot be told here: no wrong formula lies far enough from the right one\n";
    }
    if (!c.passed()) append_failures(c, command, out);
  }
  return out;
}

}  // namespace loranoise::verify
