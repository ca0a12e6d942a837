// The certificate of the two-term bound for the ranks 1 to some last one: a file of JSON lines,
// which grows while it is made, so that a killed run goes on where it was.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "certify/two_term/far_ranks.hpp"
#include "certify/two_term/two_term_bound.hpp"

namespace loranoise::certify {

/// One rank of the certificate.
struct covered_rank {
  int rank = 0;
  int pieces = 0;  ///< arcs or boxes that cover all cosines
  double ratio =
      0;  ///< largest bound on TV at their ends in units of the two-term bound, rounded up
};

struct two_term_certificate {
  two_term_bound bound;
  int last_rank = 0;
  std::optional<far_ranks> beyond;  ///< for every rank from last_rank on; where it is large enough
  std::vector<covered_rank> ranks;  ///< ascending; all where it is complete
};

/// The cover of one rank, by boxes up to rank 7, by arcs beyond. resisting_rank where it fails.
covered_rank cover_rank(const two_term_bound& bound, int rank);

/// Computes the ranks that the file lacks, makes it where there is none, and leaves it complete and
/// in order. std::invalid_argument where it is of another bound or last rank; std::runtime_error
/// where a rank resists or the file cannot be written. `progress` is called with the ranks done.
two_term_certificate certify_two_term(const two_term_bound& bound, int last_rank,
                                      const std::string& file, int threads,
                                      const std::function<void(std::size_t)>& progress);

/// std::runtime_error, one sentence, for a file that is no such certificate. A last line cut short,
/// as a killed run leaves it, is no error.
two_term_certificate read_two_term(const std::string& file);

/// Constants that are not above their limits, for which no last rank would do.
std::vector<std::string> constant_gaps(const two_term_bound& bound);

/// Why the certificate does not prove the bound up to its last rank, and beyond it where it claims
/// that, a sentence each.
std::vector<std::string> gaps(const two_term_certificate& c);

/// Covers every `stride`-th rank again (1: all) and computes the expansion anew, and says where the
/// numbers differ.
std::vector<std::string> differences(const two_term_certificate& c, int stride, int threads);

}  // namespace loranoise::certify
