#include "verify/claims/paper.hpp"

#include <map>
#include <set>

#include "tests/catch.hpp"
#include "verify/claims/registry.hpp"

using namespace loranoise::verify;

TEST_CASE("each claim answers one sentence of the paper, and each sentence has its claims") {
  std::map<std::string, int> answers;
  for (const paper_sentence& s : paper_sentences()) {
    CAPTURE(s.sentence);
    CHECK(!s.claims.empty());
    CHECK(!s.answer.empty());
    CHECK(!s.versions.empty());
    for (const std::string& id : s.claims) ++answers[id];
  }
  std::set<std::string> ids;
  for (const claim& c : ledger()) {
    CAPTURE(c.id);
    ids.insert(c.id);
    CHECK(answers[c.id] == 1);
  }
  for (const auto& [id, count] : answers) {
    CAPTURE(id);
    CHECK(ids.contains(id));
  }
}
