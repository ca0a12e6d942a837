#include "verify/report/store.hpp"

#include <sqlite3.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "verify/report/summary.hpp"

namespace loranoise::verify {
namespace {

struct blob {
  const std::string& bytes;
};

// Stores of another layout are not resumed; figures and comparisons read columns by name.
constexpr int layout_version = 3;

constexpr const char* schema = R"(
DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS experiment; DROP TABLE IF EXISTS claim;
DROP TABLE IF EXISTS cell; DROP TABLE IF EXISTS series;
CREATE TABLE run(key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE experiment(name TEXT PRIMARY KEY, trials INTEGER, seconds REAL, result BLOB);
CREATE TABLE claim(id TEXT PRIMARY KEY, title TEXT, statement TEXT, formula TEXT, section TEXT, expected TEXT,
                   verdict TEXT, cells INTEGER, falsifiers INTEGER, falsifiers_caught INTEGER, worst TEXT);
CREATE TABLE cell(claim TEXT, cell TEXT, role TEXT, formula TEXT, estimate REAL, low REAL, high REAL, prediction REAL,
                  margin REAL, tightness REAL, trials INTEGER, verdict TEXT, rank INTEGER, width INTEGER, rho REAL,
                  gradient TEXT, rerun TEXT, relation TEXT, exact INTEGER,
                  computed INTEGER, picked INTEGER);
CREATE TABLE series(figure TEXT, series TEXT, x REAL, y REAL, low REAL, high REAL);
)";

[[noreturn]] void fail(sqlite3* db, const std::string& doing) {
  throw std::runtime_error("cannot " + doing + " the store: " + sqlite3_errmsg(db));
}

void execute(sqlite3* db, const char* sql, const char* doing = "write") {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(db, doing);
}

// Rolled back unless committed, so a statement that fails leaves nothing half written.
class transaction {
 public:
  explicit transaction(sqlite3* db) : db_(db) { execute(db, "BEGIN"); }
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction() {
    if (!committed_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void commit() {
    execute(db_, "COMMIT");
    committed_ = true;
  }

 private:
  sqlite3* db_;
  bool committed_ = false;
};

// A prepared statement.
class statement {
 public:
  statement(sqlite3* db, const char* sql) : db_(db) {
    if (sqlite3_prepare_v2(db, sql, -1, &handle_, nullptr) != SQLITE_OK) fail(db, "prepare");
  }
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;
  ~statement() { sqlite3_finalize(handle_); }

  /// Binds one row and runs.
  template <class... Values>
  void operator()(const Values&... values) {
    bind_all(values...);
    if (sqlite3_step(handle_) != SQLITE_DONE) fail(db_, "write");
    sqlite3_reset(handle_);
  }

  /// Binds, and calls row(handle) for each row of the answer.
  template <class Row, class... Values>
  void each(const Row& row, const Values&... values) {
    bind_all(values...);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(handle_)) == SQLITE_ROW) row(handle_);
    if (code != SQLITE_DONE) fail(db_, "read");
    sqlite3_reset(handle_);
  }

 private:
  template <class... Values>
  void bind_all(const Values&... values) {
    int place = 0;
    (bind(++place, values), ...);
  }
  template <class Value>
  void bind(int place, const Value& value) {
    if constexpr (std::is_same_v<Value, blob>) {
      sqlite3_bind_blob64(handle_, place, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
    } else if constexpr (std::is_floating_point_v<Value>) {
      sqlite3_bind_double(handle_, place, value);
    } else if constexpr (std::is_integral_v<Value>) {
      sqlite3_bind_int64(handle_, place, static_cast<sqlite3_int64>(value));
    } else {
      const std::string_view text(value);
      sqlite3_bind_text(handle_, place, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    }
  }

  sqlite3* db_;
  sqlite3_stmt* handle_ = nullptr;
};

std::string bytes_at(sqlite3_stmt* row, int column) {
  const void* data = sqlite3_column_blob(row, column);
  const int size = sqlite3_column_bytes(row, column);
  return data == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

std::int64_t count(sqlite3* db, const char* sql) {
  std::int64_t result = 0;
  statement(db, sql).each([&](sqlite3_stmt* row) { result = sqlite3_column_int64(row, 0); });
  return result;
}

void insert_cell(statement& insert, const std::string& claim, const judged_check& c) {
  insert(claim, c.cell, name(c.kind), c.formula, c.measured.value(), c.range.low, c.range.high,
         c.prediction, c.margin, c.tightness(), c.trials, name(c.outcome), c.rank, c.width, c.rho,
         c.gradient, c.rerun, name(c.rel), c.measured.is_exact(), c.measured.is_computed(),
         c.picked);
}

}  // namespace

void store::closer::operator()(sqlite3* db) const {
  sqlite3_close(db);
}

store::store(const std::filesystem::path& folder, opening how) : folder_(folder) {
  if (how == opening::resumed && !std::filesystem::exists(folder / "results.sqlite")) {
    throw std::runtime_error("there is no run to resume in " + folder.string() +
                             ": name its folder with --out, or leave --resume out");
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw std::runtime_error("cannot make the output folder " + folder.string() + " (" +
                             error.message() + "): choose another with --out");
  }
  sqlite3* db = nullptr;
  const int code = sqlite3_open((folder / "results.sqlite").c_str(), &db);
  db_.reset(db);
  try {
    if (code != SQLITE_OK) fail(db, "open");
    // Exclusive: a second process that writes the same run is turned away. Write-ahead log: what
    // was committed survives a killed process.
    execute(db,
            "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "BEGIN IMMEDIATE; COMMIT",
            "open");
  } catch (const std::runtime_error&) {
    const bool busy = sqlite3_errcode(db) == SQLITE_BUSY;
    throw std::runtime_error("cannot write to the output folder " + folder.string() + " (" +
                             (busy ? "another run is writing there" : sqlite3_errmsg(db)) +
                             "): choose another with --out");
  }
  if (how == opening::resumed) {
    check_layout();
  } else {
    start_anew();
  }
}

void store::check_layout() const {
  if (count(db_.get(), "PRAGMA user_version") != layout_version) {
    throw std::runtime_error("the run in " + folder_.string() +
                             " was stored by another version and cannot be resumed: start anew "
                             "in another folder");
  }
}

void store::start_anew() {
  const bool used = count(db_.get(), "PRAGMA user_version") == layout_version &&
                    count(db_.get(),
                          "SELECT (SELECT COUNT(*) FROM experiment) + "
                          "(SELECT COUNT(*) FROM claim)") > 0;
  if (used) {
    throw std::runtime_error("the folder " + folder_.string() +
                             " holds a run already: go on with it by --resume, or choose another "
                             "with --out");
  }
  transaction all(db_.get());
  execute(db_.get(), schema);
  execute(db_.get(), ("PRAGMA user_version=" + std::to_string(layout_version)).c_str());
  all.commit();
}

checkpoint store::experiments() {
  const auto load = [this](const std::string& name) -> std::optional<std::string> {
    std::optional<std::string> found;
    statement(db_.get(), "SELECT result FROM experiment WHERE name = ?")
        .each([&](sqlite3_stmt* row) { found = bytes_at(row, 0); }, name);
    return found;
  };
  const auto save = [this](const std::string& name, std::uint64_t trials, double seconds,
                           const std::string& bytes) {
    transaction one(db_.get());
    statement(db_.get(), "INSERT OR REPLACE INTO experiment VALUES (?, ?, ?, ?)")(
        name, trials, seconds, blob{bytes});
    one.commit();
  };
  return {load, save};
}

std::map<std::string, std::string> store::provenance() const {
  std::map<std::string, std::string> facts;
  statement(db_.get(), "SELECT key, value FROM run").each([&](sqlite3_stmt* row) {
    facts[bytes_at(row, 0)] = bytes_at(row, 1);
  });
  return facts;
}

void store::write_provenance(const std::map<std::string, std::string>& facts) {
  transaction all(db_.get());
  statement insert(db_.get(), "INSERT OR REPLACE INTO run VALUES (?, ?)");
  for (const auto& [key, value] : facts) insert(key, value);
  all.commit();
}

void store::write_claim(const judged_claim& c) {
  transaction all(db_.get());
  statement(db_.get(), "DELETE FROM cell WHERE claim = ?")(c.what.id);
  statement(db_.get(), "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")(
      c.what.id, c.what.title, c.what.statement, c.what.formula, c.what.section,
      name(c.what.expected), name(c.outcome), c.checks.size(), c.falsifier_formulas().size(),
      c.falsifiers_caught(), describe_worst(c));
  statement insert(
      db_.get(),
      "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const auto* group : {&c.checks, &c.controls, &c.falsifiers}) {
    for (const judged_check& check : *group) insert_cell(insert, c.what.id, check);
  }
  all.commit();
}

void store::write_series(const std::vector<series_point>& points) {
  transaction all(db_.get());
  execute(db_.get(), "DELETE FROM series");
  statement insert(db_.get(), "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?)");
  for (const series_point& p : points) insert(p.figure, p.series, p.x, p.y, p.low, p.high);
  all.commit();
}

}  // namespace loranoise::verify
