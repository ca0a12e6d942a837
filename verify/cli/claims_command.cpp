// `loranoise claims`: the ledger, a claim a paragraph, as JSON, or as the page docs/claims.md.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>
#include <memory>
#include <string>

#include "verify/claims/paper.hpp"
#include "verify/claims/registry.hpp"
#include "verify/cli/json_output.hpp"
#include "verify/cli/registry.hpp"

namespace loranoise::cli {
namespace {

struct claims_options {
  bool markdown = false;
  bool json = false;
};

constexpr const char* claims_introduction =
    "# Claims\n\n"
    "Every statement that `loranoise verify` examines, in the order of its table. The section is "
    "that of\n[theory/doc](../theory/README.md) which derives the formula. *Answers* names the "
    "versions of the paper\n(arXiv 2409.17538) of which it takes up a sentence, or the paper that "
    "followed it (arXiv 2601.21719). A claim whose\nexpected verdict is *refuted* is a reading of "
    "the paper that does not hold; *measured* is reported without a\nprediction. This page is the "
    "output of `loranoise claims --markdown`; `./run docs` writes it.\n\n"
    "| id | statement | formula | section | answers | expected |\n|---|---|---|---|---|---|\n";

/// A bar would end the cell of a Markdown table, in code as well.
std::string in_claims_table(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

void print_claims_page(std::ostream& out) {
  out << claims_introduction;
  for (const verify::claim& c : verify::ledger()) {
    out << fmt::format("| {} | {} | `{}` | {} | {} | {} |\n", c.id, in_claims_table(c.statement),
                       in_claims_table(c.formula), c.section, c.answers, name(c.expected));
  }
  out << "\n## The paper's sentences\n\n"
         "In our words, with the versions of arXiv 2409.17538 that say them, what was found, and "
         "the "
         "claims that\nfind it.\n\n"
         "| the paper says | versions | found | claims |\n|---|---|---|---|\n";
  for (const verify::paper_sentence& s : verify::paper_sentences()) {
    out << fmt::format("| {} | {} | {} | {} |\n", s.sentence, s.versions, s.answer,
                       fmt::join(s.claims, ", "));
  }
}

void print_claims(std::ostream& out) {
  for (const verify::claim& c : verify::ledger()) {
    out << fmt::format("{:<4} {}\n     {}\n     section {}, answers {}, expected: {}\n", c.id,
                       c.statement, c.formula, c.section, c.answers, name(c.expected));
  }
}

void print_claims_json(std::ostream& out) {
  nlohmann::ordered_json claims = nlohmann::ordered_json::array();
  for (const verify::claim& c : verify::ledger()) {
    claims.push_back({{"id", c.id},
                      {"statement", c.statement},
                      {"formula", c.formula},
                      {"section", c.section},
                      {"answers", c.answers},
                      {"expected", name(c.expected)}});
  }
  print({{"claims", claims}}, true, out);
}

}  // namespace

command add_claims(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "claims", "The ledger: every claim's statement, formula, section and expected verdict");
  const auto o = std::make_shared<claims_options>();
  CLI::Option* markdown = sub->add_flag("--markdown", o->markdown, "Print the page docs/claims.md");
  sub->add_flag("--json", o->json, "JSON on standard output")->excludes(markdown);
  return [o] {
    if (o->markdown) {
      print_claims_page(std::cout);
    } else if (o->json) {
      print_claims_json(std::cout);
    } else {
      print_claims(std::cout);
    }
    return exit_passed;
  };
}

}  // namespace loranoise::cli
