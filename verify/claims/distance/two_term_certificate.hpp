// The certificate of the two-term bound at every rank and cosine (theory/doc/12-proof.md): what
// `loranoise-certify two-term` proved with rigorous error bounds, as this program carries it.
// tests/certify proves parts of it again.
#pragma once

#include <string_view>
#include <vector>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::claims {

/// For every rank r up to ratios.size() and every cosine, TV is below the two-term bound; at the
/// ends of the pieces that cover the cosines, of which cosine 1 is one, at most ratios[r - 1] of
/// it. For the ranks from ratios.size() on, r times what the bound leaves is at least slack -
/// remainder/(2 sqrt(r)), near cosine 0 less 1.01^2 curvature/r (12.8).
struct two_term_certificate {
  double first = 0;       ///< the constant of 1/r
  double second = 0;      ///< that of the skewness
  interval he3_constant;  ///< each number lies in its interval for certain
  interval he4_constant;
  interval remainder;
  interval curvature;
  interval slack_near_zero;
  interval slack_elsewhere;
  std::vector<double> ratios;

  [[nodiscard]] int last_rank() const { return static_cast<int>(ratios.size()); }
};

/// Of its lines of JSON; std::runtime_error says what is wrong with them.
two_term_certificate read_two_term_certificate(std::string_view lines);

/// data/two_term_certificate.jsonl as it was when this program was built.
const two_term_certificate& proof_of_two_terms();

}  // namespace loranoise::verify::claims
