// Do the verdicts keep their promise? The ledger with many seeds: false alarms and falsifiers.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

/// The level to which the error rate is raised so that false alarms are seen at all.
inline constexpr double raised_level = 0.05;

/// What one seed gave. A false alarm is a refuted control, or a refuted check of a claim that is
/// expected to be confirmed.
struct calibration_run {
  std::uint64_t seed = 0;
  bool passed = false;
  int checks = 0;         ///< true statements judged
  int false_alarms = 0;   ///< of them refuted at the family-wise error rate of a run
  int raised_alarms = 0;  ///< of them refuted with the family-wise rate raised to raised_level
  int sampled = 0;        ///< equalities with an interval from random trials
  int single_alarms = 0;  ///< of them refuted one by one at raised_level
  int falsifiers = 0;     ///< wrong formulas
  int caught = 0;         ///< at the family-wise error rate of a run
  std::vector<std::string> alarms;  ///< the cells of false_alarms, and the formulas not caught
};

calibration_run calibrate(const std::vector<claim_checks>& checks, std::uint64_t seed);

struct calibration {
  int runs = 0;
  int alarmed = 0;          ///< runs with a false alarm at the family-wise error rate
  int raised_alarmed = 0;   ///< runs with one at raised_level
  interval raised_rate{};   ///< Clopper-Pearson, 99.9 %, of the share of such runs
  double single_rate = 0;   ///< mean over runs of single_alarms/sampled
  interval single_range{};  ///< 99.9 %, Student's t over runs, as checks of one run share trials
  int falsifiers = 0;
  int caught = 0;

  /// No false alarm at the run's rate, neither rate at raised_level above it beyond its interval,
  /// and every falsifier caught in every run.
  [[nodiscard]] bool passed() const;
};

/// Two runs or more (std::invalid_argument).
calibration summarise(const std::vector<calibration_run>& runs);

}  // namespace loranoise::verify
