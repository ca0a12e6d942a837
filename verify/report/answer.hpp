// What a run found, in five lines.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

/// How many statements hold, and the four refuted readings that are furthest from the truth, each
/// with what was observed in its worst cell and what it allows; lines of 79 characters at most.
/// Fewer lines where fewer readings were refuted.
[[nodiscard]] std::string answer_in_words(const std::vector<judged_claim>& claims);

}  // namespace loranoise::verify
