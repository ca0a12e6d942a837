// Laws of injectors whose noise is discrete; theory/doc/11-injectors.md, 11.3.
//
// Each is the law of M_ij, i != j, of M = A'A: the noise that a row with the one entry u_j = 1 gets
// in coordinate i. std::domain_error out of range.
#pragma once

#include <vector>

namespace loranoise::theory {

struct atom {
  double value;
  double probability;
};

/// A discrete law, values ascending; probabilities above 0 that add up to 1.
using discrete_law = std::vector<atom>;

/// Equiangular tight frame with random signs: +-coherence, half each. 1 <= rank < width.
[[nodiscard]] discrete_law equiangular_entry_law(double rank, double width);

/// Hadamard rows with random signs: (2 k - rank)/rank, where k of the rank rows have equal signs in
/// columns i and j. Half of all rows do: k is hypergeometric without replacement (rank <= width,
/// an even width), and binomial with it.
[[nodiscard]] discrete_law hadamard_entry_law(int rank, int width);
[[nodiscard]] discrete_law repeated_hadamard_entry_law(int rank);

/// Column-regular signs: (2 k - h)/per_column, where the columns share h places (hypergeometric)
/// and agree in k of them. 1 <= per_column <= rank.
[[nodiscard]] discrete_law column_sign_entry_law(int rank, int per_column);

/// A mask that keeps a coordinate with probability `keep` in (0, 1): the noise in coordinate i over
/// u_i, -1 or 1/keep - 1. For a mask of exactly k of m, keep = k/m.
[[nodiscard]] discrete_law mask_law(double keep);

}  // namespace loranoise::theory
