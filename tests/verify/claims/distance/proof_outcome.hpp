// The verdict on what a certificate claims.
#pragma once

#include <utility>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/statistics/verdict.hpp"

/// Of the checks alone, without the falsifiers.
inline loranoise::verify::verdict outcome_of(std::vector<loranoise::verify::check> checks) {
  std::erase_if(checks, [](const auto& c) { return c.kind != loranoise::verify::role::check; });
  return summarise(judge_family(checks, 1e-6));
}
