#include "verify/report/store.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/catch.hpp"

using namespace loranoise::verify;

namespace {

std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("loranoise-" + name + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  return folder;
}

std::string query(const std::filesystem::path& folder, const char* sql) {
  sqlite3* db = nullptr;
  sqlite3_open((folder / "results.sqlite").c_str(), &db);
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  const std::string text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return text;
}

judged_claim sample_claim() {
  judged_claim c;
  c.what = {
      .id = "Z1", .title = "title", .statement = "statement", .formula = "formula", .section = "9"};
  check k;
  k.cell = "somewhere, rank 4";
  k.measured = estimate::from_standard_error(1.25, 0.01, 10);
  k.prediction = 1.25;
  k.margin = 0.5;
  k.rank = 4;
  c.checks.push_back(judge(k, 0.01));
  k.kind = role::falsifier;
  k.formula = "wrong";
  k.prediction = 2;
  c.falsifiers.push_back(judge(k, 0.01));
  k.kind = role::control;
  k.measured = estimate::from_computation(2, 1e-9);
  k.picked = true;
  c.controls.push_back(judge(k, 0.01));
  c.outcome = summarise(c.checks);
  return c;
}

}  // namespace

TEST_CASE("what is written can be read back") {
  const auto folder = fresh_folder("store");
  {
    store s(folder);
    s.write_provenance({{"seed", "7"}});
    s.write_claim(sample_claim());
    s.write_series({{"figure", "series", 1, 2, 1.5, 2.5}});
  }
  CHECK(query(folder, "SELECT value FROM run WHERE key = 'seed'") == "7");
  CHECK(query(folder, "SELECT verdict FROM claim WHERE id = 'Z1'") == "confirmed");
  CHECK(query(folder, "SELECT falsifiers_caught FROM claim") == "1");
  CHECK(query(folder, "SELECT estimate FROM cell WHERE role = 'check'") == "1.25");
  CHECK(query(folder, "SELECT verdict FROM cell WHERE role = 'falsifier'") == "refuted");
  CHECK(query(folder, "SELECT high FROM series") == "2.5");
  CHECK(query(folder, "SELECT sum(computed) FROM cell WHERE role = 'control'") == "1");
  CHECK(query(folder, "SELECT sum(computed) FROM cell WHERE role <> 'control'") == "0");
  CHECK(query(folder, "SELECT sum(picked) FROM cell WHERE role = 'control'") == "1");
}

TEST_CASE("a folder that can't be made is one clear sentence") {
  const auto file = fresh_folder("not-a-folder");
  { store s(file); }
  CHECK_THROWS_WITH(store(file / "results.sqlite" / "below"), Catch::Contains("--out"));
}

TEST_CASE("a run is not overwritten, and what it kept can be taken up again") {
  const auto folder = fresh_folder("resumed");
  const std::string bytes("a\0b", 3);
  {
    store s(folder);
    s.experiments().save("matrix/x", 10, 0.5, bytes);
    CHECK_THROWS_WITH(store(folder, opening::resumed), Catch::Contains("another run"));
  }
  CHECK_THROWS_WITH(store(folder), Catch::Contains("--resume"));
  store s(folder, opening::resumed);
  CHECK(s.experiments().load("matrix/x") == bytes);
  CHECK(!s.experiments().load("matrix/y"));
  CHECK_THROWS_WITH(store(fresh_folder("nothing"), opening::resumed), Catch::Contains("no run"));
}
