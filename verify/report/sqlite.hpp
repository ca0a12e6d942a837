// SQLite with scopes for its handles: the one place that calls its C functions.
#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace loranoise::verify::sqlite {

/// What SQLite said, in its words; `code` is its result code (SQLITE_BUSY, SQLITE_FULL ...).
struct failure : std::runtime_error {
  failure(int result_code, const std::string& words)
      : std::runtime_error(words), code(result_code) {}
  int code;

  /// The file is not a database, or one of its pages is not as it was written.
  [[nodiscard]] bool damaged() const { return code == SQLITE_CORRUPT || code == SQLITE_NOTADB; }
};

enum class access { read_only, read_write };

/// An open database file; read_write makes the file where there is none. All members and the
/// classes below throw `failure`.
class database {
 public:
  database(const std::filesystem::path& file, access how);

  /// Runs statements without values.
  void execute(const std::string& sql) const;
  /// The first value of the first row: a number, or a text.
  [[nodiscard]] std::int64_t number(const std::string& query) const;
  [[nodiscard]] std::string text(const std::string& query) const;

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct closer {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<sqlite3, closer> handle_;
};

/// Rolled back unless committed, so a statement that fails leaves nothing half written.
class transaction {
 public:
  explicit transaction(database& db) : db_(db) { db_.execute("BEGIN"); }
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction();
  void commit();

 private:
  database& db_;
  bool committed_ = false;
};

/// A row of an answer, by column from 0; a null is an empty text, or 0.
class row {
 public:
  explicit row(sqlite3_stmt* handle) : handle_(handle) {}
  [[nodiscard]] std::string bytes(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(handle_, column);
  }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(handle_, column); }
  [[nodiscard]] bool is_real(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_FLOAT;
  }
  [[nodiscard]] int size() const { return sqlite3_column_count(handle_); }

 private:
  sqlite3_stmt* handle_;
};

/// A value that is bound as bytes, not as text.
struct blob {
  std::string_view bytes;
};

/// A prepared statement: values take the places of its question marks, an empty optional as null.
class statement {
 public:
  statement(const database& db, const std::string& sql);

  /// Binds one row of values and runs.
  template <class... Values>
  void operator()(const Values&... values) {
    each([](const row&) {}, values...);
  }

  /// Binds, and calls use(row) for each row of the answer.
  template <std::invocable<const row&> Use, class... Values>
  void each(const Use& use, const Values&... values) {
    int place = 0;
    (bind(++place, values), ...);
    while (step()) use(row(handle_.get()));
    sqlite3_reset(handle_.get());
  }

 private:
  [[nodiscard]] bool step();
  void check(int code) const;

  void bind(int place, const blob& value);
  void bind(int place, std::string_view value);
  void bind(int place, const std::string& value) { bind(place, std::string_view(value)); }
  void bind(int place, const char* value) { bind(place, std::string_view(value)); }
  void bind(int place, std::floating_point auto value) {
    check(sqlite3_bind_double(handle_.get(), place, value));
  }
  void bind(int place, std::integral auto value) {
    check(sqlite3_bind_int64(handle_.get(), place, static_cast<sqlite3_int64>(value)));
  }
  template <class Value>
  void bind(int place, const std::optional<Value>& value) {
    value ? bind(place, *value) : check(sqlite3_bind_null(handle_.get(), place));
  }

  struct closer {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, closer> handle_;
};

}  // namespace loranoise::verify::sqlite
