// The theorem at cosine 0, from its certificate: r TV(r, 0) below its limit, and increasing, for
// every rank r. theory/doc/12-proof.md.
#pragma once

#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/claims/distance/zero_cosine_certificate.hpp"

namespace loranoise::verify::claims {

/// The bound and the increase, at the ranks that are enclosed and beyond, and theory/'s distances
/// held against the enclosures.
std::vector<check> proof_checks(const zero_cosine_certificate& proof);

/// The same, of the certificate that the program carries.
cell proof_cell();

}  // namespace loranoise::verify::claims
