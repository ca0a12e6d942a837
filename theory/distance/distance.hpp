// Distances between the standardised coordinate noise Q(rank, rho) and N(0, 1): theory/doc
// section 4.
#pragma once

#include <vector>

#include "theory/coordinate/law.hpp"

namespace loranoise::theory {

/// |He_4|_{L1(phi)}/8: the limit of rank * TV(rank, 0) (section 4.1). With a < b the positive roots
/// of He_4 = x^4 - 6 x^2 + 3, a^2 = 3 - sqrt(6), b^2 = 3 + sqrt(6), it is (phi(a) |He_3(a)| +
/// phi(b) He_3(b))/2, as phi He_4 is the derivative of -phi He_3.
inline constexpr double he4_constant = 0.350075037603730;

/// |He_3|_{L1(phi)}/12: the limit of TV/|skewness| for rho != 0 (section 4.2). It is
/// (phi(0) + 4 phi(sqrt(3)))/6, as phi He_3 is the derivative of -phi He_2 and He_3 = x^3 - 3 x.
inline constexpr double he3_constant = 0.125834416677540;

/// The points of Q's axis, ascending, where the density of the law crosses the normal density
/// (4 for rho = 0; 3 or 4 else, the last one possibly far out), within 40 standard deviations. At
/// |rho| = 1 and rank <= 2 the edge of the support is one. Only rank and rho of the law count.
[[nodiscard]] std::vector<double> density_crossings(const coordinate_law<double>& law);

/// sup over events of the difference of probabilities, in [0, 1): half the L1 distance of the
/// densities. rank: an integer >= 1, |rho| <= 1 (std::domain_error otherwise, here and below).
/// Relative error <= 1e-10 for ranks to 1e6.
[[nodiscard]] double total_variation(double rank, double rho);

/// sup over x of |P(Q <= x) - Phi(x)|, relative error <= 1e-10.
[[nodiscard]] double kolmogorov(double rank, double rho);

/// Int |P(Q <= x) - Phi(x)| dx, relative error <= 1e-9.
[[nodiscard]] double wasserstein_1(double rank, double rho);

/// Kullback-Leibler divergences in nats, relative error <= 1e-8; noise to normal is
/// E_Q log(f/phi); normal to noise is +infinity at |rho| = 1, where f vanishes on a half-line.
[[nodiscard]] double kl_noise_to_normal(double rank, double rho);
[[nodiscard]] double kl_normal_to_noise(double rank, double rho);

/// Hellinger distance sqrt(1 - Int sqrt(f phi)), in [0, 1), relative error <= 1e-8.
[[nodiscard]] double hellinger(double rank, double rho);

}  // namespace loranoise::theory
