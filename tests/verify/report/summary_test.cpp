#include "verify/report/summary.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/verify/report/judged_claims.hpp"

using namespace loranoise::verify;

TEST_CASE("the table has a row for each claim: cells, worst cell, verdict, falsifiers caught") {
  const std::string table = summary_table({sound_claim(), failed_claim()}, "loranoise verify");
  CAPTURE(table);
  CHECK(table.find("Z1      1  1 [") != std::string::npos);
  CHECK(table.find("] vs 1 ") != std::string::npos);
  CHECK(table.find("confirmed        1/1") != std::string::npos);
  CHECK(table.find("     A statement about 1.\n") != std::string::npos);
}

TEST_CASE("the table fits a terminal of 80 columns") {
  judged_claim c = sound_claim();
  c.what.statement =
      "A sentence that goes on for longer than any terminal is wide, so that its words have to go "
      "on the next line and on the one after it as well.";
  std::istringstream table(summary_table({c}, "loranoise verify"));
  for (std::string line; std::getline(table, line);) {
    CAPTURE(line);
    CHECK(line.size() < 80);
    CHECK(line.find_last_not_of(' ') + 1 == line.size());
  }
}

TEST_CASE("what did not come out as expected is marked and has the command that repeats it") {
  const std::string table = summary_table({failed_claim()}, "loranoise verify --seed 3");
  CAPTURE(table);
  CHECK(table.find("refuted!") != std::string::npos);
  CHECK(table.find("    refuted here: 2 [") != std::string::npos);
  CHECK(table.find("      again: loranoise verify --seed 3 --claims Z2 --cell 'a cell'\n") !=
        std::string::npos);
  CHECK(summary_table({sound_claim()}, "loranoise verify").find("again:") == std::string::npos);
}

TEST_CASE("a falsifier that is not caught is named and fails the run") {
  const judged_claim c = blind_claim();
  CHECK(summary_table({c}, "").find("    falsifier not caught: as the right one\n") !=
        std::string::npos);
  CHECK_FALSE(passed({sound_claim(), c}));
  CHECK(passed({sound_claim()}));
}

TEST_CASE("summary.json has the run's facts and each claim's verdict") {
  run_facts facts{7, "quick", 1.5, 4096, {{"commit", "abc"}}};
  const nlohmann::json summary = summary_json({sound_claim(), failed_claim()}, facts);
  CHECK(summary.at("passed") == false);
  CHECK(summary.at("seed") == 7);
  CHECK(summary.at("profile") == "quick");
  CHECK(summary.at("trials") == 4096);
  CHECK(summary.at("run").at("commit") == "abc");
  REQUIRE(summary.at("claims").size() == 2);
  const auto& first = summary.at("claims").at(0);
  CHECK(first.at("id") == "Z1");
  CHECK(first.at("verdict") == "confirmed");
  CHECK(first.at("expected") == "confirmed");
  CHECK(first.at("cells") == 1);
  CHECK(first.at("falsifiers") == 1);
  CHECK(first.at("falsifiers_caught") == 1);
  CHECK(summary.at("claims").at(1).at("verdict") == "refuted");
}

TEST_CASE("an open check says how many trials would decide it") {
  const judged_claim c = open_claim();
  REQUIRE(c.checks.front().outcome == verdict::inconclusive);
  CHECK(describe(c.checks.front()).find("trials would decide, 1000 were run") != std::string::npos);
}
