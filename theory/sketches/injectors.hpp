// Variances of other ways to inject noise into a gradient row u, all with mean u;
// theory/doc/11-injectors.md.
//
// Each is the variance, or covariance, of one coordinate of (estimate - u): norm_squared = |u|^2,
// entry = u_i, entry^2 <= norm_squared. Closed forms; std::domain_error out of range. Independent
// entries of any kurtosis (iid sparse signs of density 1/s have s - 3) are noise_variance of
// moments.hpp, Haar's projector is haar_noise_variance.
#pragma once

namespace loranoise::theory {

/// Projectors with a flat diagonal: equiangular tight frames with random signs, and r of m Hadamard
/// rows without replacement with random signs (SRHT). (|u|^2 - u_i^2)(width - rank)/(rank (width -
/// 1)). 1 <= rank <= width, width >= 2.
[[nodiscard]] double flat_projector_variance(double norm_squared, double entry, double rank,
                                             double width);

/// Covariance of coordinates i != j under the same: u_i u_j (width - rank)/(rank (width - 1)).
[[nodiscard]] double flat_projector_covariance(double entry_i, double entry_j, double rank,
                                               double width);

/// |M_ij| of an equiangular tight frame, i != j: sqrt((width - rank)/(rank (width - 1))).
[[nodiscard]] double equiangular_coherence(double rank, double width);

/// Unit columns of random signs: CountSketch, OSNAP (z entries +-1/sqrt(z) in each column, any z),
/// and Hadamard rows with replacement. (|u|^2 - u_i^2)/rank. rank >= 1.
[[nodiscard]] double unit_column_variance(double norm_squared, double entry, double rank);

/// Their covariance, i != j: u_i u_j/rank.
[[nodiscard]] double unit_column_covariance(double entry_i, double entry_j, double rank);

/// Each coordinate kept with probability `keep` in (0, 1] and scaled by 1/keep (SIFT): u_i^2 (1 -
/// keep)/keep, coordinates independent. The law has two points: nothing hides a coordinate that is
/// kept.
[[nodiscard]] double random_mask_variance(double entry, double keep);

/// Exactly `kept` of `width` coordinates, scaled by width/kept: u_i^2 (width - kept)/kept, and for
/// i != j -u_i u_j (width - kept)/(kept (width - 1)). 1 <= kept <= width.
[[nodiscard]] double fixed_mask_variance(double entry, double kept, double width);
[[nodiscard]] double fixed_mask_covariance(double entry_i, double entry_j, double kept,
                                           double width);

/// Multiplicative gates of mean 1 (FineGates): u_i^2 Var z. gate_variance >= 0.
[[nodiscard]] double gate_noise_variance(double entry, double gate_variance);

/// Of the gates 2 max(0, min(1, 1/2 + spread e)), e standard normal: Var z, and the probability
/// that one is shut (z = 0), which is that of z = 2. spread > 0.
[[nodiscard]] double gate_variance(double spread);
[[nodiscard]] double gate_shut_probability(double spread);

/// Zero-order estimate by `directions` Gaussian directions z, the average of z <z, u>: the noise of
/// our Gaussian sketch at that rank, exactly. On the sphere of radius sqrt(width) instead: Haar's
/// variance at rank 1 over their number.
[[nodiscard]] double zero_order_variance(double norm_squared, double entry, double directions);
[[nodiscard]] double sphere_direction_variance(double norm_squared, double entry, double directions,
                                               double width);

[[nodiscard]] double sphere_direction_covariance(double entry_i, double entry_j, double directions,
                                                 double width);

/// B frozen and A trained, (B B' - I) G: (|column i of G|^2 + G_ki^2)/rank. The height takes the
/// part of the width.
[[nodiscard]] double left_sketch_variance(double column_norm_squared, double entry, double rank);

/// Covariance of (k, i) and (k, j), i != j: (<columns i, j of G> + G_ki G_kj)/rank.
[[nodiscard]] double left_sketch_covariance(double columns_inner, double entry_i, double entry_j,
                                            double rank);

/// Both factors' first step from PEFT's orthogonal initialisation of an even rank, over its mean:
/// half of a sketch of rank/2 from the right and half of one from the left. (|row k|^2 + |column
/// i|^2 + 2 G_ki^2)/(2 rank), and for i != j (<columns i, j> + 2 G_ki G_kj)/(2 rank).
[[nodiscard]] double orthogonal_initialisation_variance(double row_norm_squared,
                                                        double column_norm_squared, double entry,
                                                        double rank);
[[nodiscard]] double orthogonal_initialisation_covariance(double columns_inner, double entry_i,
                                                          double entry_j, double rank);

}  // namespace loranoise::theory
