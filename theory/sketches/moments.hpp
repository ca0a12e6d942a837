// First and second moments of the noise N = G (A'A - I) of one low-rank step; theory/doc
// section 2.
//
// G is the gradient (out x in, rows g_k in R^width), A the sketch (rank x width) with E[A'A] = I.
// Entries and norms are in the units of G. Every function throws std::domain_error, with one
// sentence that names the value, where its arguments are outside the stated range. All are closed
// forms: the error is a few units in the last place.
#pragma once

namespace loranoise::theory {

namespace detail {
[[noreturn]] void refuse_density(double density);
}

// Excess kurtosis of one entry of A for the sketches with iid entries (section 2.2). It is the only
// thing about such a sketch, beyond its variance 1/rank, that the variance of the noise can see.
inline constexpr double gaussian_excess_kurtosis = 0.0;
inline constexpr double uniform_excess_kurtosis = -1.2;
inline constexpr double rademacher_excess_kurtosis = -2.0;

// Sparse sign sketch: an entry is nonzero with probability `density`, and then
// +-1/sqrt(density rank). 0 < density <= 1; 1 is Rademacher.
[[nodiscard]] constexpr double sparse_sign_excess_kurtosis(double density) {
  if (!(density > 0 && density <= 1)) detail::refuse_density(density);
  return 1 / density - 3;
}

// Var N_ki = (|g_k|^2 + (1 + kappa) g_ki^2) / rank, section 2.2.
// norm_squared = |g_k|^2, entry = g_ki; rank >= 1, kappa >= -2, entry^2 <= norm_squared.
[[nodiscard]] double noise_variance(double norm_squared, double entry, double rank,
                                    double excess_kurtosis = 0);

// Cov(N_ki, N_lj) = (<g_k, g_l> d_ij + g_kj g_li + kappa d_ij g_ki g_li) / rank, section 2.3;
// same_column says whether i = j (then g_ki = g_kj and g_li = g_lj must hold, which is checked).
[[nodiscard]] double noise_covariance(double inner_kl, double g_ki, double g_kj, double g_li,
                                      double g_lj, bool same_column, double rank,
                                      double excess_kurtosis = 0);

// E |N|_F^2 = |G|_F^2 (width + 1 + kappa) / rank, section 2.4. width >= 1.
[[nodiscard]] double noise_energy(double squared_frobenius, double width, double rank,
                                  double excess_kurtosis = 0);

// |G|_F^2 / E |N|_F^2 = rank / (width + 1 + kappa), section 2.4: below one, the noise is larger
// than the gradient. Infinite for a Rademacher sketch of width 1, which has no noise.
[[nodiscard]] double signal_to_noise(double width, double rank, double excess_kurtosis = 0);

// Var N_ki of the Haar sketch A = sqrt(width/rank) Q, where Q has orthonormal rows, section 2.5.
// 1 <= rank <= width; zero at rank = width.
[[nodiscard]] double haar_noise_variance(double norm_squared, double entry, double rank,
                                         double width);

// Cov(N_ki, N_kj) of the Haar sketch, i != j: g_ki g_kj (width - 2)(width - rank)/(rank (width -
// 1)(width + 2)), section 2.5. 1 <= rank <= width, width >= 2.
[[nodiscard]] double haar_noise_covariance(double entry_i, double entry_j, double rank,
                                           double width);

// E |N|_F^2 of the Haar sketch: |G|_F^2 (width/rank - 1), section 2.5.
[[nodiscard]] double haar_noise_energy(double squared_frobenius, double width, double rank);

// Cov(N_t,ki, N_s,lj) of two steps t, s that share A, section 2.6: section 2.3 with row k taken
// from the gradient of step t and row l from that of step s. inner_ts = <g_t,k , g_s,l>.
[[nodiscard]] double cross_step_covariance(double inner_ts, double g_t_ki, double g_t_kj,
                                           double g_s_li, double g_s_lj, bool same_column,
                                           double rank, double excess_kurtosis = 0);

// Standard deviation of the noise summed over steps, over the norm of the summed gradient, for a
// gradient row that is the same at every step (section 2.6). rho = g_ki/|g_k| in [-1, 1]. With A
// frozen it does not fall with the number of steps; with A redrawn each step (FLORA, or any
// independent noise as in DP-SGD) it falls as 1/sqrt(steps).
[[nodiscard]] double frozen_noise_to_signal(double rho, double rank, double excess_kurtosis = 0);
[[nodiscard]] double redrawn_noise_to_signal(double rho, double rank, double steps,
                                             double excess_kurtosis = 0);

}  // namespace loranoise::theory
