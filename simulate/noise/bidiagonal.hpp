// Many steps under one Gaussian sketch, at a cost that does not know the width.
//
// The steps of e' = (I - a A'A) e stay in the span of e, A'A e, (A'A)^2 e, ... Golub and Kahan's
// bidiagonalisation of A started at e/|e| makes A there a bidiagonal matrix B, and for independent
// N(0, 1/rank) entries the entries of B are independent (each reflection leaves the rest of A a
// Gaussian matrix): diagonal chi_rank, chi_(rank - 1), ..., above it chi_(width - 1), chi_(width -
// 2), ..., all over sqrt(rank). So T steps need at most min(T, rank) + 1 numbers a side and O(T^2)
// work. The literal product is the oracle.
#pragma once

#include <vector>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// <e_0, e_t> and |e_t|^2 for t = 0, 1, ..., steps, where |e_0| = 1.
struct frozen_path {
  std::vector<double> inner;
  std::vector<double> squared;
};

/// What the directions that `steps` steps reach see of one A.
class bidiagonal_sketch {
 public:
  /// The sketch of this trial. rank, width >= 1, steps >= 0; throws std::invalid_argument
  /// otherwise.
  bidiagonal_sketch(const stream& words, int rank, int width, int steps);

  /// Runs e_(t+1) = (I - step A'A) e_t. At most the announced number of steps; throws
  /// std::invalid_argument for more.
  [[nodiscard]] frozen_path run(double step, int steps) const;

  /// The share of |e_0|^2 outside the row space of A, which no step changes. Needs steps >= rank (a
  /// whole row space); throws std::invalid_argument otherwise.
  [[nodiscard]] double kept_share() const;

 private:
  int rank_;
  int steps_;
  std::vector<double> diagonal_;  // as many as directions of the row space are reached
  std::vector<double> above_;     // as many, or one less where the width ends
};

}  // namespace loranoise::simulate
