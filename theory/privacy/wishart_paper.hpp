// The published bound of Hu, Duengler, Schoelkopf and Sanyal (arXiv 2601.21719), Theorem 1, for one
// released row of unit norm: theory/doc/10-wishart-paper.md.
#pragma once

namespace loranoise::theory {

/// The coefficient of the logarithm in the theorem: half of width - rank + 1, with which it is
/// proved, or half of width + rank - 1, as the page has it, with which it is not a bound at ranks
/// near the width.
enum class theorem_form { proved, as_printed };

/// The theorem's epsilon: delta(epsilon) <= delta for unit rows of the given cosine. Infinite where
/// the theorem says nothing: delta at or below the floor, or cosine <= k. rank, width >= 1,
/// |cosine| <= 1, 0 < delta < 1; std::domain_error otherwise.
[[nodiscard]] double wishart_paper_epsilon(double rank, double width, double cosine, double delta,
                                           theorem_form form);

}  // namespace loranoise::theory
