#include "verify/report/sqlite.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/catch.hpp"

using namespace loranoise::verify::sqlite;

namespace {

std::filesystem::path fresh_file(const std::string& name) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("loranoise-sqlite-" + name + std::to_string(getpid()));
  std::filesystem::remove(file);
  return file;
}

}  // namespace

TEST_CASE("values come back as they were bound") {
  const auto file = fresh_file("values");
  database db(file, access::read_write);
  db.execute("CREATE TABLE t(a INTEGER, b REAL, c TEXT, d BLOB, e TEXT)");
  statement insert(db, "INSERT INTO t VALUES (?, ?, ?, ?, ?)");
  const std::string bytes("a\0b", 3);
  insert(7, 0.1, "seven", blob{bytes}, std::optional<std::string>());
  insert(8, 0.2, std::string("eight"), blob{""}, std::optional<std::string>("there"));
  int rows = 0;
  statement(db, "SELECT * FROM t WHERE a < ? ORDER BY a")
      .each(
          [&](const row& r) {
            ++rows;
            CHECK(r.integer(0) == 7);
            CHECK(r.real(1) == 0.1);
            CHECK(r.bytes(2) == "seven");
            CHECK(r.bytes(3) == bytes);
            CHECK(r.size() == 5);
          },
          8);
  CHECK(rows == 1);
  CHECK(db.number("SELECT COUNT(*) FROM t WHERE e IS NULL") == 1);
  CHECK(db.text("SELECT c FROM t WHERE e = 'there'") == "eight");
  std::filesystem::remove(file);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  const auto file = fresh_file("transaction");
  database db(file, access::read_write);
  db.execute("CREATE TABLE t(a)");
  {
    transaction lost(db);
    db.execute("INSERT INTO t VALUES (1)");
  }
  CHECK(db.number("SELECT COUNT(*) FROM t") == 0);
  transaction kept(db);
  db.execute("INSERT INTO t VALUES (1)");
  kept.commit();
  CHECK(db.number("SELECT COUNT(*) FROM t") == 1);
  std::filesystem::remove(file);
}

TEST_CASE("failures carry SQLite's words and code") {
  CHECK_THROWS_AS(database(fresh_file("nothing"), access::read_only), failure);
  const auto file = fresh_file("text");
  std::ofstream(file) << "not a database, but long enough to be taken for one";
  database db(file, access::read_write);
  try {
    (void)db.number("SELECT COUNT(*) FROM sqlite_master");
    FAIL("read as a database");
  } catch (const failure& e) {
    CHECK(e.damaged());
    CHECK(e.code == SQLITE_NOTADB);
  }
  std::filesystem::remove(file);
}
