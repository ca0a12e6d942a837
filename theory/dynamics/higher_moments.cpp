#include "theory/dynamics/higher_moments.hpp"

#include <array>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using wide_real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>,
                                                boost::multiprecision::et_off>;

// One step is linear in (c^2, n^2), in (c^3, n^2 c) and in (c^4, n^2 c^2, n^4); next value of each
// from each.
struct step_factors {
  wide_real c2_c2, c2_n2, n2_n2;
  wide_real c3_c3, c3_n2c, n2c_n2c;
  wide_real c4_c4, c4_n2c2, c4_n4, n2c2_n2c2, n2c2_n4, n4_n4;
};

using polynomial = std::array<wide_real, 5>;  // coefficients of powers of s

polynomial polynomial_product(const polynomial& p, const polynomial& q) {
  polynomial result{};
  for (std::size_t i = 0; i < p.size(); ++i) {
    for (std::size_t j = 0; i + j < result.size(); ++j) {
      result[i + j] += p[i] * q[j];
    }
  }
  return result;
}

// Moments of s to the fourth: chi^2_rank/rank, or N(1, 2/rank).
polynomial moments_of_s(bool redrawn, const wide_real& r) {
  if (redrawn) {
    const wide_real second = 1 + 2 / r;
    const wide_real third = second * (1 + 4 / r);
    return {wide_real(1), wide_real(1), second, third, third * (1 + 6 / r)};
  }
  return {wide_real(1), wide_real(1), 1 + 2 / r, 1 + 6 / r, 1 + 12 / r + 12 / (r * r)};
}

step_factors step_factors_of(step_noise noise, double rank, double width, double step) {
  const bool redrawn = noise == step_noise::redrawn_sketch;
  const wide_real r = rank;
  const wide_real a = step;
  const wide_real k = wide_real(width) - 1;
  const polynomial moments = moments_of_s(redrawn, r);
  const auto mean = [&](const polynomial& p) {
    wide_real sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      sum += p[i] * moments[i];
    }
    return sum;
  };
  const polynomial alpha = {wide_real(1), -a};
  const polynomial beta2 = redrawn ? polynomial{wide_real(0), a * a / r} : polynomial{a * a / r};
  const polynomial alpha2 = polynomial_product(alpha, alpha);
  const wide_real beta2_mean = mean(beta2);
  const wide_real alpha2_mean = mean(alpha2);
  const wide_real alpha3 = mean(polynomial_product(alpha, alpha2));
  const wide_real alpha_beta2 = mean(polynomial_product(alpha, beta2));
  const wide_real alpha4 = mean(polynomial_product(alpha2, alpha2));
  const wide_real alpha2_beta2 = mean(polynomial_product(alpha2, beta2));
  const wide_real beta4 = mean(polynomial_product(beta2, beta2));

  step_factors f;
  const wide_real kept = 1 - a;
  f.c2_n2 = a * a / r;
  f.c2_c2 = kept * kept + f.c2_n2;
  f.n2_n2 = alpha2_mean + k * beta2_mean;
  const wide_real jump = redrawn ? wide_real(2 * a * a * a / (r * r)) : wide_real(0);  // j a^3
  const wide_real cross = 3 * kept * a * a / r;
  f.c3_c3 = kept * kept * kept + cross - jump;
  f.c3_n2c = cross - 3 * jump;
  f.n2c_n2c = alpha3 + k * alpha_beta2;
  f.n4_n4 = alpha4 + 2 * k * alpha2_beta2 + k * (k + 2) * beta4;
  const wide_real q = alpha2_beta2 + (k + 2) * beta4;
  f.n2c2_n4 = q;
  f.n2c2_n2c2 = alpha4 + k * alpha2_beta2 - q;
  f.c4_n4 = 3 * beta4;
  f.c4_n2c2 = 6 * (alpha2_beta2 - beta4);
  f.c4_c4 = alpha4 - 6 * alpha2_beta2 + 3 * beta4;
  return f;
}

}  // namespace

step_moments moments_after(step_noise noise, double rank, double width, double step, double cosine,
                           int steps) {
  detail::require_rank(rank);
  detail::require_width(width);
  detail::require(step > 0 && std::isfinite(step), "a step size must be finite and positive", step);
  detail::require(std::abs(cosine) <= 1, "a cosine must be between -1 and 1", cosine);
  detail::require(steps >= 0 && steps <= 1000000, "the number of steps must be within 0 to 1000000",
                  steps);
  const step_factors f = step_factors_of(noise, rank, width, step);
  const wide_real c = cosine;
  wide_real n2 = 1;
  wide_real c2 = c * c;
  wide_real n2c = c;
  wide_real c3 = c2 * c;
  wide_real n4 = 1;
  wide_real n2c2 = c2;
  wide_real c4 = c2 * c2;
  for (int t = 0; t < steps; ++t) {
    c4 = f.c4_c4 * c4 + f.c4_n2c2 * n2c2 + f.c4_n4 * n4;
    n2c2 = f.n2c2_n2c2 * n2c2 + f.n2c2_n4 * n4;
    n4 = f.n4_n4 * n4;
    c3 = f.c3_c3 * c3 + f.c3_n2c * n2c;
    n2c = f.n2c_n2c * n2c;
    c2 = f.c2_c2 * c2 + f.c2_n2 * n2;
    n2 = f.n2_n2 * n2;
  }
  return {static_cast<double>(c2), static_cast<double>(c3),   static_cast<double>(n2c),
          static_cast<double>(c4), static_cast<double>(n2c2), static_cast<double>(n4)};
}

}  // namespace loranoise::theory
