// Bounds on the distance of the coordinate noise from the Gaussian: theory/doc sections 4.3
// to 4.5.
#pragma once

namespace loranoise::theory {

/// Nourdin & Peccati, Normal Approximations with Malliavin Calculus (2012), Theorem 5.2.6:
/// TV <= (2/sqrt(6)) sqrt(excess kurtosis) = (2/sqrt(rank)) sqrt(1 + 6 rho^2 + rho^4)/(1 + rho^2),
/// and half of it for Kolmogorov. rank: an integer >= 1, |rho| <= 1 (std::domain_error otherwise,
/// here and below). Values above 1 are returned as they are: then the bound says nothing.
[[nodiscard]] double fourth_moment_tv(double rank, double rho);
[[nodiscard]] double fourth_moment_kolmogorov(double rank, double rho);

/// beta_3 = E|xy - rho|^3/(1 + rho^2)^(3/2), the third absolute moment of one term of T; 8/pi at
/// rho = 0. Relative error <= 1e-12.
[[nodiscard]] double beta_3(double rho);

/// Berry-Esseen for rank iid terms: Kolmogorov <= 0.4748 beta_3/sqrt(rank) (Shevtsova 2011), and
/// the refinement 0.33554 (beta_3 + 0.415)/sqrt(rank) of the same paper.
[[nodiscard]] double berry_esseen_kolmogorov(double rank, double rho);
[[nodiscard]] double berry_esseen_kolmogorov_refined(double rank, double rho);

/// 0.350076/rank + 0.125835 |skewness|: a bound on TV at every integer rank and every rho, by
/// proof (section 12).
[[nodiscard]] double two_term_tv(double rank, double rho);

/// TV(rank, rho) sqrt(rank)/beta_3(rho): the C that a bound TV <= C beta_3/sqrt(rank) needs here.
[[nodiscard]] double berry_esseen_tv_ratio(double rank, double rho);

/// Where that ratio is greatest over the whole family, ranks 1, 2, ... and |rho| <= 1
/// (section 4.4).
struct smallest_constant {
  double constant;
  double rank;
  double rho;
};
[[nodiscard]] smallest_constant smallest_berry_esseen_tv_constant();

}  // namespace loranoise::theory
