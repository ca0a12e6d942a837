// The ledger: every claim there is.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"

namespace loranoise::verify {

/// Every claim, in the order of the table.
const std::vector<claim>& ledger();

/// The claim with this id; std::invalid_argument if there is none.
[[nodiscard]] const claim& find_claim(const std::string& id);

/// std::invalid_argument names an id that is not in the ledger, and lists those that are.
void check_claim_ids(const std::vector<std::string>& ids);

/// Whether one of these claims (all for an empty list) rests on trained adapters.
[[nodiscard]] bool train_adapters(const std::vector<std::string>& ids);

}  // namespace loranoise::verify
