// Quantiles and mode of coordinate_law; included by coordinate_law.hpp.
#pragma once

#include "theory/coordinate/law.hpp"

namespace loranoise::theory {

namespace detail {

// The point whose upper (lower) tail has this logarithm, to an ulp or two of q.
template <class Real>
point<Real> upper_quantile(const standard_law<Real>& law, const Real& log_tail);

// The point of greatest density, to an ulp or two of t.
template <class Real>
point<Real> mode_point(const standard_law<Real>& law);

extern template point<double> upper_quantile(const standard_law<double>&, const double&);
extern template point<double> mode_point(const standard_law<double>&);

template <class Real, class Policy>
Real tail_quantile(const char* function, const coordinate_law<Real, Policy>& law, const Real& p,
                   bool upper) {
  using std::log;
  using working = typename coordinate_law<Real, Policy>::working_type;
  if (!(p >= 0 && p <= 1)) {
    return boost::math::policies::raise_domain_error<Real>(
        function, "the probability must lie in [0, 1], but is %1%", p, Policy());
  }
  const auto ends = support(law);
  if (p == 0) {
    return upper ? ends.second : ends.first;
  }
  if (p == 1) {
    return upper ? ends.first : ends.second;
  }
  if (upper) {
    return law.value_at(upper_quantile(law.kernel(), working(log(working(p)))));
  }
  const auto mirrored = upper_quantile(law.kernel().reflected(), working(log(working(p))));
  return law.value_at({working(-mirrored.q), working(-mirrored.t)});
}

}  // namespace detail

/// The x with P(X <= x) = p, 0 <= p <= 1 (the ends of the support at 0 and 1); round trip to 1e-12
/// of the standard deviation.
template <class Real, class Policy>
[[nodiscard]] Real quantile(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> p) {
  return detail::tail_quantile("loranoise::theory::quantile<%1%>", law, p, false);
}
/// The x with P(X > x) = p.
template <class Real, class Policy>
[[nodiscard]] Real quantile(const complemented<Real, Policy>& c) {
  return detail::tail_quantile("loranoise::theory::quantile<%1%>", c.law, c.parameter, true);
}

/// Where the density is greatest: T = 0 for ranks 1 and 2, +-(rank - 2) for |rho| = 1, else the
/// root of K_(nu-1)(x) = |rho| K_nu(x) (theory/doc section 3.3).
template <class Real, class Policy>
[[nodiscard]] Real mode(const coordinate_law<Real, Policy>& law) {
  return law.value_at(detail::mode_point(law.kernel()));
}

}  // namespace loranoise::theory
