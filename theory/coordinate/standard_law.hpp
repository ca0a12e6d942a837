// Parameters of the standardised coordinate Q, prepared once so that nothing cancels later.
#pragma once

#include <cmath>
#include <type_traits>

namespace loranoise::theory::detail {

/// A place on the axis: q = (t - rank rho)/sigma. Both are kept because t may be known better than
/// rank rho + sigma q (near a singular point), and q better than (t - rank rho)/sigma (at rank
/// 1e6).
template <class Real>
struct point {
  Real q;
  Real t;
};

template <class Real>
struct standard_law {
  Real rank;
  Real rho;
  Real minus;           // 1 - rho
  Real plus;            // 1 + rho
  Real s;               // 1 - rho^2
  Real second;          // 1 + rho^2
  Real sigma;           // sqrt(rank (1 + rho^2)), rounded ...
  Real sigma_low;       // ... and what the rounding left
  Real mean;            // rank rho, rounded ...
  Real mean_low;        // ... and what the rounding left
  Real log_normaliser;  // of the density, see log_density
  Real log_recurrence;  // of the density by recurrence, double only, see finite_rank.hpp
  Real alpha_power;     // ((1 + rho)/2)^(rank/2), double only, see finite_rank.hpp

  standard_law(const Real& rank_in, const Real& rho_in);

  /// The point at q; for double with rank rho + sigma q good to the last place after cancellation.
  [[nodiscard]] point<Real> at(const Real& q) const {
    if constexpr (std::is_same_v<Real, double>) {
      const double product = q * sigma;
      const double product_low = std::fma(q, sigma, -product) + q * sigma_low;
      const double sum = mean + product;
      const double back = sum - mean;
      const double sum_low = (mean - (sum - back)) + (product - back);
      const double t = sum + (sum_low + (mean_low + product_low));
      return {q, std::isfinite(t) ? t : q};
    } else {
      return {q, Real(mean + q * sigma)};
    }
  }
  [[nodiscard]] point<Real> from_raw(const Real& t) const {
    return {Real(((t - mean) - mean_low) / sigma), t};
  }
  [[nodiscard]] standard_law reflected() const {
    standard_law other = *this;
    other.rho = -rho;
    other.minus = plus;
    other.plus = minus;
    other.mean = -mean;
    other.mean_low = -mean_low;
    using std::pow;
    other.alpha_power = pow(minus / 2, rank / 2);
    return other;
  }
};

/// log density of Q at a point of the support's closure; -infinity outside the support.
template <class Real>
Real log_density(const standard_law<Real>& law, const point<Real>& x);

/// log P(Q > x) by the contour integral, accurate relative to the tail for q >= 0 (all tails have
/// P(Q > 0) of order 1); use the reflected law for the lower tail.
template <class Real>
Real log_upper_tail(const standard_law<Real>& law, const point<Real>& x);

/// Both tails at once: the smaller-side one by the contour, the other as its complement.
template <class Real>
struct tails {
  Real lower;
  Real upper;
  Real log_lower;
  Real log_upper;
};
template <class Real>
tails<Real> both_tails(const standard_law<Real>& law, const point<Real>& x);

extern template struct standard_law<double>;
extern template double log_density(const standard_law<double>&, const point<double>&);
extern template double log_upper_tail(const standard_law<double>&, const point<double>&);
extern template tails<double> both_tails(const standard_law<double>&, const point<double>&);

}  // namespace loranoise::theory::detail
