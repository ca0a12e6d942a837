// The theorem at every cosine, from its certificate: TV below the two-term bound.
// theory/doc/12-proof.md.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/distance/two_term_certificate.hpp"

namespace loranoise::verify::claims {

/// The bound at the ranks that are covered and beyond, its constants above their limits, and
/// theory/'s distances held against the certificate.
std::vector<check> two_term_proof_checks(const two_term_certificate& proof);

/// The same, of the certificate that the program carries.
cell two_term_proof_cell();

}  // namespace loranoise::verify::claims
