// A run's verdicts as JUnit XML, for continuous integration.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

/// One suite a claim; a case for each check, control and falsifying formula, failed where it did
/// not come out as expected; and one for the claim's own verdict. `command` as in summary_table.
std::string junit_xml(const std::vector<judged_claim>& claims, const std::string& command);

}  // namespace loranoise::verify
