// The certificate of the theorem at cosine 0 (theory/doc/12-proof.md): what `loranoise-certify`
// proved with rigorous error bounds, as this program carries it. tests/certify proves it again.
#pragma once

#include <string_view>
#include <vector>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// For every rank r of `r_tv`, r TV(r, 0); for the ranks from its last but one on,
/// |r TV(r, 0) - G(1/r)| <= remainder/(2 r^4) and G(0) = he4_constant, -G' >= slope (12.4).
struct zero_cosine_certificate {
  interval he4_constant;  ///< each number lies in its interval for certain
  interval remainder;
  interval slope;
  std::vector<interval> r_tv;  ///< r = 1, 2, ...

  /// The rank from which the expansion speaks for all.
  [[nodiscard]] int last_rank() const { return static_cast<int>(r_tv.size()) - 1; }
};

/// Of its JSON, for which std::runtime_error says what is wrong with it.
zero_cosine_certificate read_certificate(std::string_view json);

/// data/zero_cosine_certificate.json as it was when this program was built.
const zero_cosine_certificate& proof_at_zero_cosine();

}  // namespace loranoise::verify::claims
