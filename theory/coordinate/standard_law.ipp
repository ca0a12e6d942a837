// Definitions for standard_law.hpp; include for real types other than double.
#pragma once

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <limits>
#include <numbers>

#include "theory/coordinate/bessel_saddle.hpp"
#include "theory/coordinate/contour_tail.hpp"
#include "theory/coordinate/finite_rank.hpp"
#include "theory/coordinate/standard_law.hpp"
#include "theory/numerics/stirling.hpp"

namespace loranoise::theory::detail {

template <class Real>
standard_law<Real>::standard_law(const Real& rank_in, const Real& rho_in)
    : rank(rank_in),
      rho(rho_in),
      minus(1 - rho_in),
      plus(1 + rho_in),
      s(minus * plus),
      second(1 + rho_in * rho_in),
      sigma(0),
      sigma_low(0),
      mean(rank_in * rho_in),
      mean_low(0),
      log_normaliser(0),
      log_recurrence(0),
      alpha_power(0) {
  using std::log;
  using std::sqrt;
  sigma = sqrt(rank * second);
  if constexpr (std::is_same_v<Real, double>) {
    mean_low = std::fma(rank, rho, -mean);
    const double square = rho * rho;
    const double second_low = (square - (second - 1)) + std::fma(rho, rho, -square);
    const double variance = rank * second;
    const double variance_low = std::fma(rank, second, -variance) + rank * second_low;
    sigma = std::sqrt(variance);
    sigma_low = (std::fma(-sigma, sigma, variance) + variance_low) / (2 * sigma);
  }
  // nu log(nu/k) + 1/2 with nu = k - 1/2, next to Stirling's formula for Gamma(k).
  const Real k = rank / 2;
  const Real drift =
      rank == 1 ? Real(Real(1) / 2)
                : Real(k * log1p_minus(Real(-1 / rank)) - boost::math::log1p(Real(-1 / rank)) / 2);
  log_normaliser = drift - log(boost::math::constants::two_pi<Real>()) / 2 - stirling_remainder(k);
  if constexpr (std::is_same_v<Real, double>) {
    // sigma/(sqrt(pi s) 2^nu Gamma(k)), for even ranks times sqrt(pi s/2): see finite_rank.hpp.
    const double pi = boost::math::constants::pi<double>();
    const bool even = std::fmod(rank, 2) == 0;
    log_recurrence = std::log(sigma) - k * std::numbers::ln2 - boost::math::lgamma(k) -
                     (even ? 0.0 : std::log(pi * s / 2) / 2);
    alpha_power = std::pow(plus / 2, k);
  }
}

// The part that is common to every nu: exponent of the saddle, theory/doc section 3.3.
// With nu = (r - 1)/2, tau = t/nu, delta = tau - 2 rho, W = sqrt(s^2 + tau^2), W0 = 1 + rho^2:
//   nu [log((s + W)/2) + rho tau/s - W/s + 1]
//     = nu [log1pmx(delta (4 rho + delta)/(2 (W + W0))) - delta^2 s/(2 (s^2 + W W0 + 2 rho tau))],
// two negative terms, so that nothing cancels.
template <class Real>
Real saddle_exponent(const standard_law<Real>& law, const point<Real>& x, const Real& nu) {
  using std::log;
  using std::sqrt;
  const Real tau = x.t / nu;
  const Real delta = (law.rho + x.q * law.sigma) / nu;
  const Real centre = 2 * law.rho;
  const Real big_w = sqrt(law.s * law.s + tau * tau);
  const Real big_w0 = law.second;
  const Real change = delta * (centre + tau) / (2 * (big_w + big_w0));  // (s + W)/2 - 1
  const Real first =
      change > Real(-0.6) ? log1p_minus(change) : Real(log((law.s + big_w) / 2) - change);
  const Real product = tau * centre;
  const Real cross = product >= 0
                         ? Real(big_w * big_w0 + product)
                         : Real(law.s * law.s * (law.s * law.s + tau * tau + centre * centre) /
                                (big_w * big_w0 - product));
  return nu * (first - delta * delta * law.s / (2 * (law.s * law.s + cross)));
}

template <class Real>
Real log_density_chi_square(const standard_law<Real>& law, const point<Real>& x) {
  using std::log;
  const Real k = law.rank / 2;
  const Real t = law.rho > 0 ? x.t : Real(-x.t);
  const Real infinity = std::numeric_limits<Real>::infinity();
  if (t < 0) {
    return -infinity;
  }
  if (t == 0) {
    if (law.rank < 2) {
      return infinity;
    }
    if (law.rank > 2) {
      return -infinity;
    }
  }
  // (k - 1) log(t/2) - t/2 - log 2 - lgamma(k) + log sigma, with t = r (1 + y) and sigma = 2
  // sqrt(k).
  const Real y = (law.rho > 0 ? x.q : Real(-x.q)) * law.sigma / law.rank;
  const Real constant = log(boost::math::constants::two_pi<Real>()) / 2 + stirling_remainder(k);
  if (law.rank == 2) {
    return -y - constant;
  }
  if (y > Real(-0.5)) {
    return k * log1p_minus(y) - boost::math::log1p(y) - constant;
  }
  return (k - 1) * log(Real(t / law.rank)) - k * y - constant;
}

template <class Real>
Real log_density_at_saddle(const standard_law<Real>& law, const point<Real>& x);

template <class Real>
Real log_density(const standard_law<Real>& law, const point<Real>& x) {
  using std::abs;
  using std::log;
  using std::sqrt;
  if (!(abs(x.q) < std::numeric_limits<Real>::max())) {
    return x.q == x.q ? -std::numeric_limits<Real>::infinity() : x.q;
  }
  if (law.s == 0) {
    return log_density_chi_square(law, x);
  }
  if (abs(x.q) > Real(1e100)) {  // where squares overflow, all but the exponential rate is lost
    return -abs(x.t) / (x.t * law.rho >= 0 ? Real(1 + abs(law.rho)) : Real(1 - abs(law.rho)));
  }
  if constexpr (std::is_same_v<Real, double>) {
    if (recurrence_applies(law, x)) {
      return log_density_recurrence(law, x);
    }
  }
  return log_density_at_saddle(law, x);
}

template <class Real>
Real log_density_at_saddle(const standard_law<Real>& law, const point<Real>& x) {
  using std::abs;
  using std::log;
  using std::sqrt;
  const Real nu = (law.rank - 1) / 2;
  const Real z = abs(x.t) / law.s;
  if (nu == 0) {  // sigma exp(rho t/s) K_0(z)/(pi sqrt(s)), the two exponents joined first
    if (z == 0) {
      return std::numeric_limits<Real>::infinity();
    }
    const Real side = x.t * law.rho >= 0 ? Real(1 + abs(law.rho)) : Real(1 - abs(law.rho));
    return (log(law.second / boost::math::constants::two_pi<Real>()) - log(abs(x.t))) / 2 -
           abs(x.t) / side + log_saddle_factor(nu, z, z);
  }
  const Real w = sqrt(nu * nu + z * z);
  return saddle_exponent(law, x, nu) + log(law.rank * law.second / (2 * law.s * w)) / 2 +
         log_saddle_factor(nu, w, Real(z * (z / (w + nu)))) + law.log_normaliser;
}

template <class Real>
Real log_upper_tail(const standard_law<Real>& law, const point<Real>& x) {
  using std::cbrt;
  using std::log;
  if (law.s == 0 && law.rho < 0 && x.t >= 0) {
    return -std::numeric_limits<Real>::infinity();
  }
  if (x.q > std::numeric_limits<Real>::max()) {
    return -std::numeric_limits<Real>::infinity();
  }
  // Far out, by parts: the density falls like t^(rank/2 - 1) exp(-t/(1 + rho)), and the next term
  // of the tail's ratio to it, (rank/t)^2, is lost in rounding next to the logarithm, t/(1 + rho).
  // The contour's steps would vanish there.
  if (x.t > law.rank / cbrt(std::numeric_limits<Real>::epsilon())) {
    const Real scale = 1 + law.rho;
    return log_density(law, x) + log(Real(scale / law.sigma)) +
           boost::math::log1p(Real((law.rank / 2 - 1) * scale / x.t));
  }
  if constexpr (std::is_same_v<Real, double>) {
    if (finite_tail_applies(law, x)) {
      return log_upper_tail_even(law, x);
    }
  }
  return contour_log_tail(law, x);
}

// Whichever tail was computed, with the other as its complement.
template <class Real>
tails<Real> from_one_tail(const Real& log_near, bool upper) {
  using std::exp;
  const Real near = exp(log_near);
  const Real far = 1 - near;
  const Real log_far =
      near < 1 ? Real(boost::math::log1p(Real(-near))) : -std::numeric_limits<Real>::infinity();
  return upper ? tails<Real>{far, near, log_far, log_near}
               : tails<Real>{near, far, log_near, log_far};
}

template <class Real>
tails<Real> both_tails(const standard_law<Real>& law, const point<Real>& x) {
  const point<Real> mirror{Real(-x.q), Real(-x.t)};
  if constexpr (std::is_same_v<Real, double>) {
    // The finite sum is for the tail beyond t on the side of t; unless that is nearly all there is.
    constexpr double nearly_all = -0.1;  // log of 0.9
    const bool upper = x.t >= 0;
    if (finite_tail_applies(upper ? law : law.reflected(), upper ? x : mirror)) {
      const double log_near =
          upper ? log_upper_tail_even(law, x) : log_upper_tail_even(law.reflected(), mirror);
      if (log_near < nearly_all) {
        return from_one_tail(log_near, upper);
      }
    }
  }
  return x.q >= 0 ? from_one_tail(log_upper_tail(law, x), true)
                  : from_one_tail(log_upper_tail(law.reflected(), mirror), false);
}

}  // namespace loranoise::theory::detail
