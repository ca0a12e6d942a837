// The theorem at cosine 0 and its certificate: theory/doc/12-proof.md.
//
// For every rank r >= 1, with TV(r, 0) the total variation distance of one coordinate of cosine 0
// to the Gaussian of equal variance:
//   (bound)    r TV(r, 0) < c_1 = |He_4|_{L1(phi)}/8 = 0.3500750376...,
//   (increase) r TV(r, 0) < (r + 1) TV(r + 1, 0).
// Up to a rank by enclosing each distance, from it on by the expansion in 1/r with its remainder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "certify/ball.hpp"

namespace loranoise::certify {

struct certificate {
  std::string constant;        ///< the bound on r TV(r, 0) that is certified, as a decimal
  int order = 5;               ///< k of the remainder constant C_k
  ball remainder;              ///< C_k for ranks from enclosed.size() - 1 on
  ball slope;                  ///< -G' there
  std::vector<ball> enclosed;  ///< r TV(r, 0), r = 1, 2, ...
};

/// The ranks that are enclosed one by one: 1 to this and the next.
inline constexpr int last_enclosed_rank = 1000;

/// Computes everything anew, on as many threads. `progress` is called with the share done.
certificate certify_from_scratch(const std::string& constant, int threads,
                                 const std::function<void(double)>& progress);

/// Why the certificate's numbers do not prove the theorem, a sentence each; none where they do.
/// Looks at the numbers as they stand and computes c_1 alone.
std::vector<std::string> gaps(const certificate& c);

/// Where its numbers are not those that this program computes: remainder, slope and every
/// `stride`-th rank (1: all) are computed again and must overlap.
std::vector<std::string> differences(const certificate& c, int stride, int threads);

/// As JSON, and back; std::runtime_error, one sentence, for a text that is no certificate.
std::string to_json(const certificate& c);
certificate from_json(const std::string& text);

}  // namespace loranoise::certify
