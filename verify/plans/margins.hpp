// How far off still counts as equal, for the claims that share sweeps: what their trials are
// planned from.
#pragma once

namespace loranoise::verify::claims {

/// The margins of the claims that share these sweeps, relative (times the profile's margin_scale).
inline constexpr double energy_margin = 0.01;  ///< of the noise's energy, and of the |g_k|^2 part
inline constexpr double mean_margin = 0.02;    ///< of the noise's mean along G, in units of G
inline constexpr double square_margin = 0.25;  ///< of the g_ki^2 part, a small part of the whole
inline constexpr double entry_margin = 0.20;   ///< of the variance of the worst entry
inline constexpr double entry_mean_margin = 0.1;  ///< of its mean, in standard deviations

inline constexpr double probe_margin = 0.05;  ///< of the variance of a probe row's coordinate

/// Of descent on a quadratic loss.
inline constexpr double frozen_margin = 0.01;    ///< of mean and second moment with A frozen
inline constexpr double wishart_margin = 0.03;   ///< of a second Wishart moment
inline constexpr double kept_margin = 0.02;      ///< of the law of what a draw keeps
inline constexpr double redrawn_margin = 0.02;   ///< of second moments with noise drawn anew
inline constexpr double product_margin = 0.015;  ///< of an entry of E e_T e_T', in units of |e_0|^2
inline constexpr double fourth_moment_margin = 0.05;  ///< of E |e_T|^4

/// Of several releases.
inline constexpr double tail_margin = 0.1;             ///< of the tail of the loss, relative
inline constexpr double information_margin = 0.03;     ///< of Fisher information, relative
inline constexpr double batch_exponent_margin = 0.03;  ///< of exponents in the batch size

}  // namespace loranoise::verify::claims
