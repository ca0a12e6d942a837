#include "verify/report/run_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <vector>

#include "simulate/gradients/plain_text.hpp"

namespace loranoise::verify {
namespace {

namespace fs = std::filesystem;

constexpr const char* elsewhere = ": choose another folder with --out";

// Whose file it is, before anything of it is changed.
enum class owner { nobody, this_version, another_version, another_program };

owner owner_of(const sqlite::database& db) {
  if (db.number("SELECT COUNT(*) FROM sqlite_master") == 0) return owner::nobody;
  const auto version = db.number("PRAGMA user_version");
  if (db.number("PRAGMA application_id") == application_id) {
    return version == layout_version ? owner::this_version : owner::another_version;
  }
  // Versions of this program up to layout 2 left no mark.
  const bool early = version > 0 && version < layout_version &&
                     db.number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'experiment'") == 1;
  return early ? owner::another_version : owner::another_program;
}

// Throws unless a run can begin in this store.
void refuse_unless_free(const sqlite::database& db, const std::string& folder) {
  switch (owner_of(db)) {
    case owner::nobody:
      return;
    case owner::another_program:
      throw std::runtime_error("the results.sqlite in " + folder +
                               " belongs to another program and is left as it is" + elsewhere);
    case owner::another_version:
      throw std::runtime_error("the folder " + folder + " holds a run of another version" +
                               elsewhere);
    case owner::this_version:
      break;
  }
  const bool used = db.number(
                        "SELECT (SELECT COUNT(*) FROM experiment) + "
                        "(SELECT COUNT(*) FROM claim)") > 0;
  if (used) {
    throw std::runtime_error("the folder " + folder +
                             " holds a run already: go on with it by --resume, or choose another "
                             "with --out");
  }
}

// Throws unless the store is one that can be taken up again.
void refuse_unless_resumable(const sqlite::database& db, const std::string& folder) {
  switch (owner_of(db)) {
    case owner::nobody:
      throw std::runtime_error("the run in " + folder +
                               " had not begun when it ended: start it anew, without --resume");
    case owner::another_program:
      throw std::runtime_error("the results.sqlite in " + folder +
                               " belongs to another program: name the folder of a run with --out");
    case owner::another_version:
      throw std::runtime_error("the run in " + folder +
                               " was stored by another version and cannot be resumed: start anew "
                               "in another folder");
    case owner::this_version:
      return;
  }
}

// The folders of `folder` that are not there yet, the innermost first.
std::vector<fs::path> missing_folders(fs::path folder) {
  std::vector<fs::path> missing;
  std::error_code error;
  folder = fs::absolute(folder).lexically_normal();
  while (folder.has_relative_path() && !fs::exists(folder, error)) {
    if (folder.has_filename()) missing.push_back(folder);
    folder = folder.parent_path();
  }
  return missing;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && !fs::is_directory(folder)) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (error) {
    throw std::runtime_error(fmt::format("cannot make the output folder {} ({}){}",
                                         simulate::plain(folder.string()), error.message(),
                                         elsewhere));
  }
}

}  // namespace

void refuse_opening(const sqlite::failure& e, const fs::path& folder) {
  const std::string shown = simulate::plain(folder.string());
  if (e.code == SQLITE_NOTADB) {
    throw std::runtime_error("the results.sqlite in " + shown +
                             " is not a database of this program and is left as it is" + elsewhere);
  }
  if (e.damaged()) {
    throw storage_failure(fmt::format(
        "the store in {} is damaged ({}): start the run anew in another folder", shown, e.what()));
  }
  throw std::runtime_error(
      fmt::format("cannot write to the output folder {} ({}){}", shown,
                  e.code == SQLITE_BUSY ? "another run is writing there" : e.what(), elsewhere));
}

void refuse_unless_fit(const sqlite::database& db, const fs::path& folder, opening how) {
  const std::string shown = simulate::plain(folder.string());
  how == opening::resumed ? refuse_unless_resumable(db, shown) : refuse_unless_free(db, shown);
}

sqlite::database open_results(const fs::path& folder, opening how) {
  const fs::path file = folder / "results.sqlite";
  if (how == opening::resumed && !fs::exists(file)) {
    throw std::runtime_error("there is no run to resume in " + simulate::plain(folder.string()) +
                             ": name its folder with --out, or leave --resume out");
  }
  make_folder(folder);
  try {
    return {file, sqlite::access::read_write};
  } catch (const sqlite::failure& e) {
    refuse_opening(e, folder);
  }
}

void check_free(const fs::path& folder) {
  try {
    if (fs::exists(folder / "results.sqlite")) {
      refuse_unless_fit({folder / "results.sqlite", sqlite::access::read_only}, folder,
                        opening::fresh);
    }
  } catch (const sqlite::failure& e) {
    refuse_opening(e, folder);
  }
  const std::vector<fs::path> made = missing_folders(folder);
  make_folder(folder);
  const fs::path trial = folder / fmt::format(".loranoise-{}", getpid());
  std::error_code ignored;
  try {
    sqlite::database(trial, sqlite::access::read_write).execute("CREATE TABLE t(x); DROP TABLE t");
    fs::remove(trial, ignored);
    for (const fs::path& each : made) fs::remove(each, ignored);
  } catch (const sqlite::failure& e) {
    fs::remove(trial, ignored);
    for (const fs::path& each : made) fs::remove(each, ignored);
    refuse_opening(e, folder);
  }
}

}  // namespace loranoise::verify
