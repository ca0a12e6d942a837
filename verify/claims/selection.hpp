// The claims and cells that a run looks at, and what they say when the laboratory has run.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/judgement.hpp"

namespace loranoise::verify {

/// A claim of the ledger and those of its cells that a run looks at.
struct chosen_claim {
  claim what;
  std::vector<cell> cells;
};

/// The claims with these ids, in ledger order, with their cells in this study; all claims for an
/// empty list. Those that have no cell here are left out, and go to `left_out` if given.
/// With `only_cell`, those cells alone that have this name. std::invalid_argument names an unknown
/// id or cell and lists those known.
std::vector<chosen_claim> choose_claims(const std::vector<std::string>& ids, const study& s,
                                        const std::string& only_cell = "",
                                        std::vector<claim>* left_out = nullptr);

/// Their ids.
std::vector<std::string> ids_of(const std::vector<chosen_claim>& claims);

/// Asks the laboratory for the experiments of all cells.
void request_all(const std::vector<chosen_claim>& claims, laboratory& lab);

/// The checks of all cells, after the laboratory ran: cells are looked at side by side on so many
/// threads, and come out in their order.
std::vector<claim_checks> evaluate(const std::vector<chosen_claim>& claims, const laboratory& lab,
                                   int threads = 1);

}  // namespace loranoise::verify
