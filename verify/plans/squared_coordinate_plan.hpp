// How far the square of one coordinate of the noise spreads: what the trials of a variance are
// planned from.
#pragma once

namespace loranoise::verify::claims {

/// Of N_ki^2, a trial.
struct square_plan {
  double variance;  ///< relative: Var N_ki^2 / (Var N_ki)^2, which is 2 + excess kurtosis of N_ki
  double skewness;
};

/// Gaussian sketch: from the cumulants of N_ki (theory/doc 3.4). rank >= 1, |rho| <= 1.
[[nodiscard]] square_plan plan_square(double rank, double rho);

}  // namespace loranoise::verify::claims
