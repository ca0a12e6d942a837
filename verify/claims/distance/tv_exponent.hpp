// Exponents of the total variation over ranks, measured and exact.
#pragma once

#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/plans/columns.hpp"

namespace loranoise::verify::claims {

/// At 2^20 the next order is a thousandth of the skewness, and enters by its square.
inline constexpr double far_rank = 1048576;
inline constexpr double far_margin = 1e-4;

/// The columns of one coordinate each, ranks ascending from 4, for the coordinates whose |cosine|
/// lies in [low, high]; groups with a single rank are left out.
std::vector<std::vector<column_experiment>> over_ranks(const study& s, double low, double high);

struct wrong_exponent {
  const char* formula;
  double value;
};

/// The measured exponent of a group against that of the exact total variation at the same ranks,
/// and against wrong ones.
cell exponent_cell(const std::vector<column_experiment>& group, const study& s,
                   const std::vector<wrong_exponent>& wrong);

/// The exact exponent between two ranks, 2^20 and 2^21, against its limit.
comparison exact_exponent(double rho, double limit);

}  // namespace loranoise::verify::claims
