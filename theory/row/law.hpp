// The law of one released row v = M u = A'A u of a Gaussian sketch, as a vector of R^width;
// theory/doc section 5. A is rank x width with iid N(0, 1/rank) entries. All functions throw
// std::domain_error on arguments out of range.
#pragma once

#include <span>

namespace loranoise::theory {

/// Total variation distance between v and the Gaussian vector of the same mean u and covariance
/// (|u|^2 I + u u')/rank: section 5.2, the same for every u != 0. Sampling-free; absolute error
/// below 1e-12 for ranks up to 10^6 and widths up to 10^7 (see the accuracy table). Both at least
/// 1, not necessarily integers.
[[nodiscard]] double row_total_variation(double rank, double width);

/// Its limit (2/pi) arctan(sqrt(width/rank)/2) when both grow at a fixed ratio: section 5.2.
[[nodiscard]] double row_total_variation_limit(double rank, double width);

/// log of the density of v at a point with s = <u, v>/|u|^2 and the given |v|, for |u| = norm:
/// section 5.1. -infinity for s <= 0. |v| >= |s| |u| must hold. width = 1 is the scaled chi-square
/// law of |A u|^2.
[[nodiscard]] double row_log_density(double rank, double width, double norm, double s,
                                     double norm_v);

/// The same from the vectors, which must have the same length (the width) and finite entries, u !=
/// 0.
[[nodiscard]] double row_log_density(double rank, std::span<const double> u,
                                     std::span<const double> v);

/// log of the density of the Gaussian with the mean and the covariance of v: what section 5.2
/// compares with.
[[nodiscard]] double row_gaussian_log_density(double rank, double width, double norm, double s,
                                              double norm_v);

/// Johnson-Lindenstrauss, section 5.4: |A u|^2/|u|^2 ~ chi^2_rank / rank. Exact tails, distortion
/// in [0, infinity): P(|A u|^2 >= (1 + distortion) |u|^2), P(|A u|^2 <= (1 - distortion) |u|^2),
/// their sum, and the textbook bound 2 exp(-rank (distortion^2/2 - distortion^3/3)/2), which holds
/// for distortion in [0, 1].
[[nodiscard]] double norm_upper_tail(double rank, double distortion);
[[nodiscard]] double norm_lower_tail(double rank, double distortion);
[[nodiscard]] double norm_distortion_probability(double rank, double distortion);
[[nodiscard]] double johnson_lindenstrauss_bound(double rank, double distortion);

}  // namespace loranoise::theory
