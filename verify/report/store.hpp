// A run's results in SQLite: what the figures, the report and later comparisons read.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"
#include "verify/figures/series.hpp"

struct sqlite3;

namespace loranoise::verify {

enum class opening { fresh, resumed };

class store {
 public:
  /// Fresh: makes the folder and an empty results.sqlite in it, before anything is computed, so
  /// that a folder that can't be written is known at once; a folder that holds results already is
  /// refused. Resumed: opens what an unfinished run left. std::runtime_error with folder, reason
  /// and mend. One process at a time can hold a store.
  explicit store(const std::filesystem::path& folder, opening how = opening::fresh);

  /// Each call is one transaction. std::runtime_error with SQLite's reason (a full disk, say); what
  /// earlier calls wrote stays, and what was written before under the same key is replaced.
  void write_provenance(const std::map<std::string, std::string>& facts);
  void write_claim(const judged_claim& c);
  void write_series(const std::vector<series_point>& points);

  /// Keeps each finished experiment in a transaction of its own. Refers to this store.
  [[nodiscard]] checkpoint experiments();

  [[nodiscard]] std::map<std::string, std::string> provenance() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  struct closer {
    void operator()(sqlite3* db) const;
  };
  void check_layout() const;
  void start_anew();

  std::filesystem::path folder_;
  std::unique_ptr<sqlite3, closer> db_;
};

}  // namespace loranoise::verify
