#include "verify/report/store.hpp"

#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>

#include "simulate/gradients/plain_text.hpp"
#include "simulate/sweep/archive.hpp"
#include "verify/figures/registry.hpp"
#include "verify/report/run_folder.hpp"
#include "verify/report/summary.hpp"
#include "verify/study/program_name.hpp"
#include "verify/study/sha256.hpp"
#include "verify/study/shell_word.hpp"

namespace loranoise::verify {
namespace {

namespace fs = std::filesystem;
using sqlite::blob;
using sqlite::statement;
using sqlite::transaction;

constexpr const char* schema = R"(
DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS experiment; DROP TABLE IF EXISTS claim;
DROP TABLE IF EXISTS cell; DROP TABLE IF EXISTS figure; DROP TABLE IF EXISTS series;
CREATE TABLE run(key TEXT PRIMARY KEY, value TEXT, checksum TEXT);
CREATE TABLE experiment(name TEXT PRIMARY KEY, trials INTEGER, seconds REAL, result BLOB, checksum TEXT);
CREATE TABLE claim(id TEXT PRIMARY KEY, title TEXT, statement TEXT, formula TEXT, section TEXT, expected TEXT,
                   verdict TEXT, cells INTEGER, falsifiers INTEGER, falsifiers_caught INTEGER, worst TEXT);
CREATE TABLE cell(claim TEXT, cell TEXT, role TEXT, formula TEXT, estimate REAL, low REAL, high REAL, prediction REAL,
                  margin REAL, tightness REAL, trials INTEGER, verdict TEXT, rank INTEGER, width INTEGER, rho REAL,
                  gradient TEXT, rerun TEXT, relation TEXT, exact INTEGER,
                  computed INTEGER, picked INTEGER);
CREATE TABLE figure(name TEXT PRIMARY KEY);
CREATE TABLE series(figure TEXT, kind TEXT, gradient TEXT, rank INTEGER, width INTEGER, rho REAL, tau REAL,
                    x REAL, y REAL, low REAL, high REAL);
)";

std::string experiment_checksum(const std::string& name, std::uint64_t trials, double seconds,
                                const std::string& bytes) {
  simulate::byte_writer writer;
  writer(name, trials, seconds, bytes);
  return sha256_of(writer.take());
}

std::string fact_checksum(const std::string& key, const std::string& value) {
  simulate::byte_writer writer;
  writer(key, value);
  return sha256_of(writer.take());
}

void insert_cell(statement& insert, const std::string& claim, const judged_check& c) {
  insert(claim, c.cell, name(c.kind), c.formula, c.measured.value(), c.range.low, c.range.high,
         c.prediction, c.margin, c.tightness(), c.trials, name(c.outcome), c.rank, c.width, c.rho,
         c.gradient, c.rerun, name(c.rel), c.measured.is_exact(), c.measured.is_computed(),
         c.picked);
}

}  // namespace

store::store(fs::path folder, opening how)
    : folder_(std::move(folder)), db_(open_results(folder_, how)) {
  try {
    begin(how);
  } catch (const sqlite::failure& e) {
    refuse_opening(e, folder_);
  }
}

void store::begin(opening how) {
  // Exclusive: a second process that writes the same run is turned away.
  db_.execute("PRAGMA locking_mode=EXCLUSIVE");
  refuse_unless_fit(db_, folder_, how);
  // Write-ahead log: what was committed survives a killed process, at the cost of one write.
  db_.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE; COMMIT");
  if (how == opening::resumed) return;
  transaction all(db_);
  db_.execute(schema);
  db_.execute(fmt::format("PRAGMA user_version={}; PRAGMA application_id={}", layout_version,
                          application_id));
  all.commit();
}

store::~store() {
  try {
    finish();
  } catch (const std::exception&) {  // what is committed is in the log, and read from there
    return;
  }
}

void store::finish() {
  // The lock is given up by the next reading, and with it the last journal goes.
  keep("the end of the run", [&] {
    db_.execute("PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT COUNT(*) FROM run");
  });
}

// Runs `write`, which stores `what`, or says why it could not and how to go on.
template <class Write>
void store::keep(const std::string& what, const Write& write) {
  try {
    write();
  } catch (const sqlite::failure& e) {
    const std::string folder = simulate::plain(folder_.string());
    if (e.damaged()) {
      throw storage_failure(
          fmt::format("cannot store {} in {}: the store is damaged ({}); start the run anew in "
                      "another folder",
                      what, folder, e.what()));
    }
    throw storage_failure(fmt::format(
        "cannot store {} in {} ({}): make room on the disk, then go on with: {} verify --resume "
        "--out {}",
        what, folder, e.what(), program_name(), shell_word(folder_.string())));
  }
}

checkpoint store::experiments(const std::function<void(const std::string&)>& say) {
  const auto load = [this, say](const std::string& name) -> std::optional<std::string> {
    std::optional<std::string> found;
    bool damaged = false;
    try {
      statement(db_, "SELECT trials, seconds, result, checksum FROM experiment WHERE name = ?")
          .each(
              [&](const sqlite::row& r) {
                const std::string bytes = r.bytes(2);
                const auto trials = static_cast<std::uint64_t>(r.integer(0));
                damaged = experiment_checksum(name, trials, r.real(1), bytes) != r.bytes(3);
                if (!damaged) found = bytes;
              },
              name);
    } catch (const sqlite::failure& e) {
      throw storage_failure(fmt::format(
          "the store in {} is damaged at the experiment {} ({}): start the run anew in another "
          "folder",
          simulate::plain(folder_.string()), name, e.what()));
    }
    if (damaged && say) {
      say(
          fmt::format("the result of the experiment {} in {} is not as it was stored: it is "
                      "computed again",
                      name, simulate::plain(folder_.string())));
    }
    return found;
  };
  const auto save = [this](const std::string& name, std::uint64_t trials, double seconds,
                           const std::string& bytes) {
    keep("the experiment " + name, [&] {
      transaction one(db_);
      statement(db_, "INSERT OR REPLACE INTO experiment VALUES (?, ?, ?, ?, ?)")(
          name, trials, seconds, blob{bytes}, experiment_checksum(name, trials, seconds, bytes));
      one.commit();
    });
  };
  return {load, save};
}

std::map<std::string, std::string> store::provenance() const {
  std::map<std::string, std::string> facts;
  bool damaged = false;
  try {
    statement(db_, "SELECT key, value, checksum FROM run").each([&](const sqlite::row& r) {
      const std::string key = r.bytes(0);
      facts[key] = r.bytes(1);
      damaged = damaged || fact_checksum(key, facts[key]) != r.bytes(2);
    });
  } catch (const sqlite::failure&) {
    damaged = true;
  }
  if (damaged) {
    throw storage_failure("the store in " + simulate::plain(folder_.string()) +
                          " is damaged at the settings of its run: start the run anew in another "
                          "folder");
  }
  return facts;
}

void store::write_provenance(const std::map<std::string, std::string>& facts) {
  keep("the settings of the run", [&] {
    transaction all(db_);
    statement insert(db_, "INSERT OR REPLACE INTO run VALUES (?, ?, ?)");
    for (const auto& [key, value] : facts) insert(key, value, fact_checksum(key, value));
    all.commit();
  });
}

void store::write_claim(const judged_claim& c) {
  keep("the verdict on claim " + c.what.id, [&] {
    transaction all(db_);
    statement(db_, "DELETE FROM cell WHERE claim = ?")(c.what.id);
    statement(db_, "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")(
        c.what.id, c.what.title, c.what.statement, c.what.formula, c.what.section,
        name(c.what.expected), name(c.outcome), c.checks.size(), c.falsifier_formulas().size(),
        c.falsifiers_caught(), describe_worst(c));
    statement insert(
        db_,
        "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto* group : {&c.checks, &c.controls, &c.falsifiers}) {
      for (const judged_check& check : *group) insert_cell(insert, c.what.id, check);
    }
    all.commit();
  });
}

void store::write_series(const std::vector<series_point>& points) {
  keep("the numbers of the figures", [&] {
    transaction all(db_);
    db_.execute("DELETE FROM figure; DELETE FROM series");
    statement name(db_, "INSERT INTO figure VALUES (?)");
    for (const std::string& figure : figure_names()) name(figure);
    statement insert(db_, "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const series_point& p : points) {
      insert(p.figure, p.line.kind, p.line.gradient, p.line.rank, p.line.width, p.line.rho,
             p.line.tau, p.x, p.y, p.low, p.high);
    }
    all.commit();
  });
}

}  // namespace loranoise::verify
