// How far the averages of a column experiment spread, from the exact law: what its trials are
// planned from.
#pragma once

namespace loranoise::verify::claims {

/// Variances a trial, given S = |a_i|^2 and with S regressed out, for the standardised noise z at
/// this rank and cosine (|rho| < 1).
struct column_variances {
  double event;   ///< of P(E | S), E where the exact density is above the Gaussian's
  double third;   ///< of E[z^3 | S]
  double fourth;  ///< of E[z^4 | S]
};

/// By the trapezoidal rule in log S: relative error below a thousandth, ample for a plan.
[[nodiscard]] column_variances plan_column(int rank, double rho);

}  // namespace loranoise::verify::claims
