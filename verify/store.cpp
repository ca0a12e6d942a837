#include "verify/store.hpp"

#include <sqlite3.h>

#include <cmath>
#include <stdexcept>
#include <system_error>
#include <type_traits>

#include "verify/summary.hpp"

namespace loranoise::verify {
namespace {

constexpr const char* schema = R"(
DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS claim; DROP TABLE IF EXISTS cell; DROP TABLE IF EXISTS series;
CREATE TABLE run(key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE claim(id TEXT PRIMARY KEY, title TEXT, statement TEXT, formula TEXT, section TEXT, expected TEXT,
                   verdict TEXT, cells INTEGER, falsifiers INTEGER, falsifiers_caught INTEGER, worst TEXT);
CREATE TABLE cell(claim TEXT, cell TEXT, role TEXT, formula TEXT, estimate REAL, low REAL, high REAL, prediction REAL,
                  margin REAL, tightness REAL, trials INTEGER, verdict TEXT, rank INTEGER, width INTEGER, rho REAL,
                  gradient TEXT);
CREATE TABLE series(figure TEXT, series TEXT, x REAL, y REAL, low REAL, high REAL);
)";

[[noreturn]] void fail(sqlite3* db, const std::string& doing) {
  throw std::runtime_error("cannot " + doing + " the store: " + sqlite3_errmsg(db));
}

// A prepared INSERT; each call binds one row.
class inserter {
 public:
  inserter(sqlite3* db, const char* sql) : db_(db) {
    if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) != SQLITE_OK) fail(db, "prepare");
  }
  inserter(const inserter&) = delete;
  inserter& operator=(const inserter&) = delete;
  ~inserter() { sqlite3_finalize(statement_); }

  template <class... Values>
  void operator()(const Values&... values) {
    int place = 0;
    (bind(++place, values), ...);
    if (sqlite3_step(statement_) != SQLITE_DONE) fail(db_, "write");
    sqlite3_reset(statement_);
  }

 private:
  template <class Value>
  void bind(int place, const Value& value) {
    if constexpr (std::is_floating_point_v<Value>) {
      sqlite3_bind_double(statement_, place, value);
    } else if constexpr (std::is_integral_v<Value>) {
      sqlite3_bind_int64(statement_, place, static_cast<sqlite3_int64>(value));
    } else {
      const std::string_view text(value);
      sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    }
  }

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

void insert_cell(inserter& insert, const std::string& claim, const judged_check& c) {
  insert(claim, c.cell, name(c.kind), c.formula, c.measured.value(), c.range.low, c.range.high,
         c.prediction, c.margin, c.tightness(), c.trials, name(c.outcome), c.rank, c.width, c.rho,
         c.gradient);
}

}  // namespace

void store::closer::operator()(sqlite3* db) const {
  sqlite3_close(db);
}

store::store(const std::filesystem::path& folder) : folder_(folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw std::runtime_error("cannot make the output folder " + folder.string() + " (" +
                             error.message() + "): choose another with --out");
  }
  sqlite3* db = nullptr;
  const int code = sqlite3_open((folder / "results.sqlite").c_str(), &db);
  db_.reset(db);
  char* message = nullptr;
  if (code != SQLITE_OK || sqlite3_exec(db, schema, nullptr, nullptr, &message) != SQLITE_OK) {
    const std::string reason = message != nullptr ? message : sqlite3_errmsg(db);
    sqlite3_free(message);
    throw std::runtime_error("cannot write to the output folder " + folder.string() + " (" +
                             reason + "): choose another with --out");
  }
}

void store::execute(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(db_.get(), "write");
  }
}

void store::write_provenance(const std::map<std::string, std::string>& facts) {
  execute("BEGIN");
  inserter insert(db_.get(), "INSERT OR REPLACE INTO run VALUES (?, ?)");
  for (const auto& [key, value] : facts) insert(key, value);
  execute("COMMIT");
}

void store::write_claim(const judged_claim& c) {
  execute("BEGIN");
  {
    inserter insert(db_.get(),
                    "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert(c.what.id, c.what.title, c.what.statement, c.what.formula, c.what.section,
           name(c.what.expected), name(c.outcome), c.checks.size(), c.falsifier_formulas().size(),
           c.falsifiers_caught(), describe_worst(c));
  }
  inserter insert(db_.get(),
                  "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const auto* group : {&c.checks, &c.controls, &c.falsifiers}) {
    for (const judged_check& check : *group) insert_cell(insert, c.what.id, check);
  }
  execute("COMMIT");
}

void store::write_series(const std::vector<series_point>& points) {
  execute("BEGIN");
  inserter insert(db_.get(), "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?)");
  for (const series_point& p : points) insert(p.figure, p.series, p.x, p.y, p.low, p.high);
  execute("COMMIT");
}

}  // namespace loranoise::verify
