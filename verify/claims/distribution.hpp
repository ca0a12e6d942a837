// Counts of a coordinate's noise held against distribution functions.
#pragma once

#include <functional>

#include "experiments/row.hpp"
#include "verify/standard_normal.hpp"

namespace loranoise::verify::claims {

using distribution_function = std::function<double(double)>;

/// max over bin edges |F_n - F|, F a distribution function of the standardised noise. At most the
/// supremum over the line, so the Dvoretzky-Kiefer-Wolfowitz band holds for it.
double supremum_distance(const coordinate_counts& counts, double rho,
                         const distribution_function& f);

/// Distribution function of the exact law of the standardised noise.
distribution_function exact_cdf(int rank, double rho);

/// An event on which the even blocks saw more noise than the Gaussian (a union of wide bins),
/// measured on the odd blocks.
struct split_event {
  std::uint64_t hits;    ///< odd-block trials in the event
  std::uint64_t trials;  ///< odd-block trials
  double gaussian;       ///< the event's probability under N(0, 1)
  double exact;          ///< and under the exact law
};
split_event choose_event(const coordinate_counts& counts, int rank, double rho);

}  // namespace loranoise::verify::claims
