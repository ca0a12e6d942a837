#include "verify/report/junit.hpp"

#include <fmt/format.h>

#include "simulate/gradients/plain_text.hpp"
#include "verify/report/summary.hpp"
#include "verify/study/shell_word.hpp"

namespace loranoise::verify {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : simulate::plain(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct suite {
  std::string cases;
  int tests = 0;
  int failures = 0;

  void add(const std::string& id, const std::string& name, const std::string& failure) {
    ++tests;
    cases += fmt::format(R"(    <testcase classname="{}" name="{}")", id, escaped(name));
    if (failure.empty()) {
      cases += "/>\n";
      return;
    }
    ++failures;
    cases += fmt::format("><failure message=\"{}\"/></testcase>\n", escaped(failure));
  }
};

suite cases_of(const judged_claim& c, const std::string& command) {
  suite s;
  for (const auto* group : {&c.checks, &c.controls}) {
    for (const judged_check& k : *group) {
      s.add(c.what.id, k.cell + ": " + k.formula,
            c.as_expected(k) ? ""
                             : fmt::format("{}; again: {} --claims {} --cell {}", describe(k),
                                           command, c.what.id, shell_word(k.rerun)));
    }
  }
  for (const std::string& formula : c.falsifier_formulas()) {
    s.add(c.what.id, "falsifier: " + formula, c.caught(formula) ? "" : "no cell refutes it");
  }
  s.add(c.what.id, "verdict",
        c.outcome == c.what.expected
            ? ""
            : fmt::format("{} where {} was expected", name(c.outcome), name(c.what.expected)));
  return s;
}

}  // namespace

std::string junit_xml(const std::vector<judged_claim>& claims, const std::string& command) {
  std::string suites;
  int tests = 0;
  int failures = 0;
  for (const judged_claim& c : claims) {
    const suite s = cases_of(c, command);
    tests += s.tests;
    failures += s.failures;
    suites +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}  </testsuite>\n",
                    escaped(c.what.id + " " + c.what.title), s.tests, s.failures, s.cases);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"loranoise\" tests=\"{}\" failures=\"{}\">\n{}</testsuites>\n",
      tests, failures, suites);
}

}  // namespace loranoise::verify
