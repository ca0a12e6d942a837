// Privacy of one released row v = M u with a secret Gaussian sketch: theory/doc section 6.
//
// The two candidate rows u (the data) and u' (its neighbour) enter through cosine = <u,
// u'>/(|u||u'|) in [-1, 1] and norm_ratio = |u|/|u'| > 0 only, besides the rank and the width of
// the layer. Threat model: the sketch A is secret and drawn once, one row is released once, and the
// adversary knows u, u', rank and width. If A is public, or a second row of the same gradient is
// released, there is no privacy for any epsilon: section 6.5.
//
// Directions: L = log(density of v under u / density under u'); delta(epsilon) is that of u against
// u'. The other direction is the same function at 1/norm_ratio. A width of 1 allows cosines of +-1
// only. Every function throws std::domain_error on arguments out of range.
#pragma once

namespace loranoise::theory {

/// One release: see above for the ranges.
struct row_release {
  double rank;
  double width;
  double cosine;
  double norm_ratio = 1;
};

/// delta(epsilon) = P_u(L > epsilon) - e^epsilon P_u'(L > epsilon), section 6.2, for any finite
/// epsilon (negative too). Relative error below 1e-10 where delta >= 1e-290 (see the accuracy
/// table).
[[nodiscard]] double privacy_profile(const row_release& release, double epsilon);
[[nodiscard]] double privacy_profile(double rank, double width, double cosine, double norm_ratio,
                                     double epsilon);

/// The floor P(R <= 0) = I_{(1 - cosine)/2}(rank/2, rank/2) that no epsilon gets below,
/// section 6.3. rank >= 1.
[[nodiscard]] double privacy_floor(double rank, double cosine);

/// The smallest epsilon >= 0 with privacy_profile <= delta: 0 where delta(0) is already below,
/// infinity where delta is at the floor or under it. 0 < delta < 1.
[[nodiscard]] double privacy_epsilon(const row_release& release, double delta);

/// Error probabilities of a test that says "the row was u" against the null hypothesis u'.
struct test_errors {
  double type_one;  // says u though it was u'
  double type_two;  // says u' though it was u
};

/// The likelihood-ratio test that says u where L > threshold (any finite real). Both errors keep
/// their relative accuracy.
[[nodiscard]] test_errors likelihood_ratio_errors(const row_release& release, double threshold);

/// The trade-off curve: the smallest type II error of any test of the given type I error in [0, 1].
/// 1 - floor at 0.
[[nodiscard]] double trade_off(const row_release& release, double type_one);

}  // namespace loranoise::theory
