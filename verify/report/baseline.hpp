// A run's measurements as a baseline, and the comparison of a later run with it: did anything move
// by more than chance?
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loranoise::verify {

/// One check or control: what was measured, the interval it was judged by, and the verdict.
struct baseline_cell {
  std::string claim;
  std::string cell;
  std::string formula;
  std::string relation;  ///< equals, at_most or reported
  bool exact = false;    ///< computed: the interval is the stated accuracy
  double estimate = 0;
  double low = 0;
  double high = 0;
  double prediction = 0;
  std::string verdict;
  bool picked = false;  ///< the draws chose what was compared
};

struct baseline_claim {
  std::string id;
  std::string verdict;
  int falsifiers_caught = 0;
};

struct baseline {
  std::string settings;  ///< of the run, as its store has them
  std::vector<baseline_claim> claims;
  std::vector<baseline_cell> cells;
};

/// Of a finished run's folder. std::runtime_error, in one sentence, where there is none.
baseline baseline_of_run(const std::filesystem::path& folder);

/// JSON text with a line for each cell. std::runtime_error where the file can't be read or written,
/// or is no baseline.
baseline read_baseline(const std::filesystem::path& file);
void write_baseline(const baseline& b, const std::filesystem::path& file);

/// How one cell moved.
struct cell_difference {
  baseline_cell before;
  baseline_cell now;
  /// |now - before| over what is allowed: the sum of the stated accuracies for exact values, the
  /// distance at which the two intervals part for measured ones. Where the draws chose what was
  /// compared, other draws chose otherwise: there it is the distances from the predictions that are
  /// compared.
  double share = 0;
  std::string fault;  ///< empty where nothing is wrong
};

struct regression {
  std::vector<cell_difference> cells;     ///< those of both
  std::vector<baseline_cell> missing;     ///< in the baseline alone: a fault
  std::vector<baseline_cell> added;       ///< in the run alone: none
  std::vector<std::string> claim_faults;  ///< a verdict or a caught falsifier lost, in words

  [[nodiscard]] bool passed() const;
  /// Measured values that are not the same but for 1e-6 of their interval's half-width: none where
  /// the same seed was run and nothing was changed.
  [[nodiscard]] int moved() const;
};

/// Exact values must agree to their stated accuracies, measured ones within intervals that overlap,
/// and predictions to 1e-9 unless the draws chose what they are of; no verdict may change, no
/// falsifier be lost, and no bound that held be violated. Both intervals
/// hold together but for the run's family-wise error rate, so chance alone parts them less often.
regression compare(const baseline& before, const baseline& now);

}  // namespace loranoise::verify
