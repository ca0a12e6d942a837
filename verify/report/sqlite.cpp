#include "verify/report/sqlite.hpp"

namespace loranoise::verify::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* db) {
  throw failure(sqlite3_errcode(db), sqlite3_errmsg(db));
}

}  // namespace

database::database(const std::filesystem::path& file, access how) {
  sqlite3* handle = nullptr;
  const int flags =
      how == access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);  // also where it could not be opened: the handle has the reason
  if (code != SQLITE_OK) fail(handle);
}

void database::execute(const std::string& sql) const {
  if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle());
}

std::int64_t database::number(const std::string& query) const {
  std::int64_t found = 0;
  statement(*this, query).each([&](const row& r) { found = r.integer(0); });
  return found;
}

std::string database::text(const std::string& query) const {
  std::string found;
  statement(*this, query).each([&](const row& r) { found = r.bytes(0); });
  return found;
}

transaction::~transaction() {
  if (!committed_) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void transaction::commit() {
  db_.execute("COMMIT");
  committed_ = true;
}

std::string row::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return data == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

statement::statement(const database& db, const std::string& sql) : db_(db.handle()) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &handle, nullptr);
  handle_.reset(handle);
  check(code);
}

bool statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(db_);
  return code == SQLITE_ROW;
}

void statement::check(int code) const {
  if (code != SQLITE_OK) fail(db_);
}

void statement::bind(int place, const blob& value) {
  check(sqlite3_bind_blob64(handle_.get(), place, value.bytes.data(), value.bytes.size(),
                            SQLITE_TRANSIENT));
}

void statement::bind(int place, std::string_view value) {
  check(sqlite3_bind_text64(handle_.get(), place, value.data(), value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

}  // namespace loranoise::verify::sqlite
