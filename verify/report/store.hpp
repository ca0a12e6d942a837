// A run's results in SQLite: what the figures, the report and later comparisons read.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/figures/figure.hpp"
#include "verify/report/run_folder.hpp"
#include "verify/report/sqlite.hpp"

namespace loranoise::verify {

class store {
 public:
  /// Fresh: makes the folder and an empty results.sqlite in it; a folder that holds a run, or
  /// another program's file of that name, is refused and left as it is. Resumed: opens what an
  /// unfinished run left. std::runtime_error with folder, reason and remedy, storage_failure where
  /// the file is damaged. One process at a time can hold a store.
  explicit store(std::filesystem::path folder, opening how = opening::fresh);
  store(const store&) = delete;
  store& operator=(const store&) = delete;
  ~store();

  /// Each call is one transaction. storage_failure with SQLite's reason (a full disk, say), what to
  /// do, and how to go on; what earlier calls wrote stays, and what was written before under the
  /// same key is replaced.
  void write_provenance(const std::map<std::string, std::string>& facts);
  void write_claim(const judged_claim& c);
  void write_series(const std::vector<series_point>& points);

  /// Keeps each finished experiment in a transaction of its own, with a checksum. One that is not
  /// as it was kept is not loaded, and `say` gets a sentence about it. Refers to this store.
  [[nodiscard]] checkpoint experiments(const std::function<void(const std::string&)>& say = {});

  /// Empty for a run that had not begun. storage_failure where a fact is not as it was written.
  [[nodiscard]] std::map<std::string, std::string> provenance() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// Leaves one file that can be read where nothing can be written. Called once, at the end.
  void finish();

 private:
  void begin(opening how);
  template <class Write>
  void keep(const std::string& what, const Write& write);

  std::filesystem::path folder_;
  mutable sqlite::database db_;
};

}  // namespace loranoise::verify
