// A run in words: the table on the terminal and summary.json.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

struct run_facts {
  std::uint64_t seed = 1;
  std::string profile;
  double seconds = 0;
  std::uint64_t trials = 0;
  std::map<std::string, std::string> provenance;
};

/// The verdict of one check in a sentence, with the trials that would decide it where it is open.
std::string describe(const judged_check& k);

/// "cell: observed [low, high] against prediction" (or "computed" for the interval) for the claim's
/// worst check.
std::string describe_worst(const judged_claim& c);

/// All verdicts as expected, all falsifiers that were asked caught, all controls confirmed.
bool passed(const std::vector<judged_claim>& claims);

nlohmann::json summary_json(const std::vector<judged_claim>& claims, const run_facts& facts);

/// Within 80 columns: claim, cells, worst deviation with its interval, how much of a bound it uses,
/// verdict ("!" where it is not the expected one), falsifiers caught of those asked; each claim's
/// statement; and for each that did not come out as expected the cells that failed, each with
/// `command`, which started the run, narrowed to it.
std::string summary_table(const std::vector<judged_claim>& claims, const std::string& command);

}  // namespace loranoise::verify
