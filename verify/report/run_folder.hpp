// Whose folder it is that a run is to be stored in, and whether it can be: before anything is
// computed, and without changing what is there.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "verify/report/sqlite.hpp"

namespace loranoise::verify {

enum class opening { fresh, resumed };

/// The disk is full, or the store is not as it was written: not the user's request, and no verdict.
struct storage_failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Stores of another layout are not resumed; figures and comparisons read columns by name.
inline constexpr int layout_version = 4;
/// In the file's header, "lora" in ASCII: tells our stores from other programs' databases.
inline constexpr int application_id = 0x6c6f7261;

/// Throws what a fresh store in this folder would throw: the folder cannot be made or written,
/// holds a run, or another program's results.sqlite. Leaves everything as it was.
void check_free(const std::filesystem::path& folder);

/// Opens FOLDER/results.sqlite, and makes it and the folder for a fresh run.
[[nodiscard]] sqlite::database open_results(const std::filesystem::path& folder, opening how);

/// Whether a run can begin in an open store, or be taken up again; nothing is changed.
/// std::runtime_error with folder, reason and remedy where not.
void refuse_unless_fit(const sqlite::database& db, const std::filesystem::path& folder,
                       opening how);

/// What SQLite said on opening, as a sentence with the folder and a remedy: storage_failure where
/// the file is damaged, std::runtime_error otherwise.
[[noreturn]] void refuse_opening(const sqlite::failure& e, const std::filesystem::path& folder);

}  // namespace loranoise::verify
