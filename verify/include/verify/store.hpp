// A run's results in SQLite: what the figures, the report and later comparisons read.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "verify/claim.hpp"
#include "verify/series.hpp"

struct sqlite3;

namespace loranoise::verify {

class store {
 public:
  /// Makes the folder and an empty results.sqlite in it, before anything is computed, so that a
  /// folder that can't be written is known at once. std::runtime_error with folder and reason.
  explicit store(const std::filesystem::path& folder);

  /// Each call is one transaction. std::runtime_error with SQLite's reason (a full disk, say); what
  /// earlier calls wrote stays.
  void write_provenance(const std::map<std::string, std::string>& facts);
  void write_claim(const judged_claim& c);
  void write_series(const std::vector<series_point>& points);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  struct closer {
    void operator()(sqlite3* db) const;
  };
  void execute(const char* sql);

  std::filesystem::path folder_;
  std::unique_ptr<sqlite3, closer> db_;
};

}  // namespace loranoise::verify
