// How many trials a sweep over whole matrices needs, from the rank and the shape of the gradient.
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace loranoise::verify::claims {

class matrix_plan {
 public:
  /// n x m gradient, not zero everywhere (std::invalid_argument).
  explicit matrix_plan(const Eigen::MatrixXd& g);

  /// Trials that decide all claims about these matrices at `scale` times their margins, but for the
  /// g_ki^2 part, which most gradients leave ill determined.
  [[nodiscard]] std::uint64_t trials(int rank, double scale) const;

  /// Whether so many trials suffice for the |g_k|^2 part and for the g_ki^2 part. For a sketch with
  /// another excess kurtosis than the Gaussian's 0, N_ki^2 spreads more by the fourth moments of
  /// products of entries, and by (2 + kappa)/2 where a row is one entry.
  [[nodiscard]] bool resolves_norm_part(int rank, double scale, std::uint64_t trials,
                                        double excess_kurtosis = 0) const;
  [[nodiscard]] bool resolves_square_part(int rank, double scale, std::uint64_t trials,
                                          double excess_kurtosis = 0) const;

  /// Trials that decide the mean along G and both parts for a sketch with this excess kurtosis.
  [[nodiscard]] std::uint64_t sketch_trials(int rank, double scale, double excess_kurtosis) const;

  /// How well the g_ki^2 part is determined: its variance in units of an entry's.
  [[nodiscard]] double square_part_variance() const { return square_part_; }

  /// Relative variance a trial of |N|_F^2 when <G, N> is regressed out. Exact for one row: with s =
  /// |A u|^2/|u|^2, |N|^2/|u|^2 is (s-1)^2 + (s/r) chi^2_{m-1} (theory/doc 5.1), and <u, N>
  /// is |u|^2 (s - 1). Several rows share out the chi-squared part and have less.
  [[nodiscard]] double energy_variance(int rank) const;

  /// Variance a trial of <G, N>/|G|_F^2, whether rows are weighted by their energy or alike: <G, N>
  /// is a sum of r quadratic forms of Gaussian vectors, 2 |G G'|_F^2/(r |G|_F^4). With
  /// positive excess kurtosis 2 + kappa in the place of 2 is a bound.
  [[nodiscard]] double mean_variance(int rank, double excess_kurtosis = 0) const;

 private:
  [[nodiscard]] static double part_variance(double part, int rank, double excess_kurtosis);

  Eigen::Index entries_;
  double width_;
  double overlap_;    // |G G'|_F^2 / |G|_F^4, of the rows as they are or at equal length
  double norm_part_;  // variance of the least-squares parts in units of an entry's
  double square_part_;
  double largest_cosine_;
};

}  // namespace loranoise::verify::claims
