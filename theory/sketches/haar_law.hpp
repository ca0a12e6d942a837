// The law of one coordinate of the noise of a Haar sketch; theory/doc section 3.8.
//
// A = sqrt(width/rank) Q with Q (rank x width) the first rows of a Haar orthogonal matrix: A'A =
// (width/rank) P, with P the projector on a uniformly random subspace. The variable is N_ki/|g_k| =
// (width/rank) (P u)_i - rho for u = g_k/|g_k| and rho = u_i, in the manner of a Boost.Math
// distribution: a value class and free functions.
#pragma once

namespace loranoise::theory {

class haar_coordinate_law {
 public:
  /// 1 <= rank <= width - 1 and |rho| <= 1; std::domain_error otherwise. At rank = width the noise
  /// is 0 and has no density.
  haar_coordinate_law(double rank, double width, double rho);

  [[nodiscard]] double rank() const { return rank_; }
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double rho() const { return rho_; }

 private:
  double rank_;
  double width_;
  double rho_;
};

/// The support [(width/rank) (rho - 1)/2 - rho, (width/rank) (rho + 1)/2 - rho]; a half of it at
/// |rho| = 1.
struct haar_support {
  double lower;
  double upper;
};
[[nodiscard]] haar_support support(const haar_coordinate_law& law);

/// The mean is 0, the variance that of section 2.5. kurtosis_excess is negative for most (rank,
/// width).
[[nodiscard]] double mean(const haar_coordinate_law& law);
[[nodiscard]] double variance(const haar_coordinate_law& law);
[[nodiscard]] double skewness(const haar_coordinate_law& law);
[[nodiscard]] double kurtosis_excess(const haar_coordinate_law& law);

/// Density, its logarithm, and both tails at any real x. Outside the support the density is 0. It
/// has a logarithmic pole at x = -rho for rank = 1, and at x = (width/rank - 1) rho for a rank
/// one below the width: +infinity exactly there. Relative error of pdf, cdf and sf below 1e-10 (see
/// the accuracy table).
[[nodiscard]] double pdf(const haar_coordinate_law& law, double x);
[[nodiscard]] double logpdf(const haar_coordinate_law& law, double x);
[[nodiscard]] double cdf(const haar_coordinate_law& law, double x);
[[nodiscard]] double sf(const haar_coordinate_law& law, double x);

/// Total variation and Kolmogorov distance to the normal law of the same mean and variance;
/// absolute error below 1e-11.
struct haar_distances {
  double total_variation;
  double kolmogorov;
};
[[nodiscard]] haar_distances distances_to_gaussian(const haar_coordinate_law& law);

}  // namespace loranoise::theory
