#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/verify/cli/run_program.hpp"
#include "verify/claims/registry.hpp"

using namespace loranoise;

TEST_CASE("claims prints the whole ledger as JSON, in its order") {
  const outcome o = run_loranoise("claims --json");
  REQUIRE(o.status == 0);
  const auto claims = nlohmann::json::parse(o.output).at("claims");
  REQUIRE(claims.size() == verify::ledger().size());
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const verify::claim& c = verify::ledger()[i];
    CAPTURE(c.id);
    CHECK(claims[i].at("id") == c.id);
    CHECK(claims[i].at("statement") == c.statement);
    CHECK(claims[i].at("formula") == c.formula);
    CHECK(claims[i].at("section") == c.section);
    CHECK(claims[i].at("answers") == c.answers);
    CHECK(claims[i].at("expected") == std::string(name(c.expected)));
  }
}

TEST_CASE("claims as text and as a page name every claim") {
  for (const char* option : {"", "--markdown"}) {
    const outcome o = run_loranoise(std::string("claims ") + option);
    CHECK(o.status == 0);
    for (const verify::claim& c : verify::ledger()) {
      CAPTURE(option, c.id);
      CHECK(o.output.find(c.id + " ") != std::string::npos);
      CHECK(o.output.find(c.answers) != std::string::npos);
    }
  }
  CHECK(run_loranoise("claims --json --markdown").status == 2);
}
