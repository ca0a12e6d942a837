// Exponents of the total variation over ranks, measured and exact.
#pragma once

#include <string>
#include <vector>

#include "conditional.hpp"

namespace loranoise::verify::claims {

/// The columns of one coordinate each, ranks ascending from `first_rank`, for the coordinates whose
/// |cosine| lies in [low, high]; groups with a single rank are left out.
std::vector<std::vector<column_experiment>> over_ranks(const study& s, double low, double high,
                                                       int first_rank);

/// "dense row 3, weakest coordinate, exponent from rank 4"
std::string exponent_name(const std::vector<column_experiment>& group, int first_rank);

/// The measured exponent against that of the exact total variation at the same ranks.
check measured_exponent(const std::vector<column_experiment>& group, const laboratory& lab,
                        const std::string& name, double margin);

/// The exact exponent between two ranks, 2^20 and 2^21, against its limit.
check exact_exponent(double rho, double limit, double margin);

/// Total variation by exact evaluation at each rank.
std::vector<double> exact_tv(const std::vector<double>& ranks, double rho);

inline constexpr double far_rank = 1048576;

}  // namespace loranoise::verify::claims
