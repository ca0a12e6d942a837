// Densities and tails of coordinate_law; included by coordinate_law.hpp.
#pragma once

#include "theory/coordinate/law.hpp"

namespace loranoise::theory {

namespace detail {

// x if it is a number, else the policy's domain error.
template <class Real, class Policy>
bool is_number(const char* function, const Real& x, const Policy& policy) {
  if (x == x) {
    return true;
  }
  boost::math::policies::raise_domain_error<Real>(function, "the argument is %1%", x, policy);
  return false;
}

}  // namespace detail

/// log of the density at any real x: -infinity outside the support, +infinity at the pole of rank 1
/// (x = 0 for T). Error at most 1e-12 max(1, |log pdf|) for double (theory/doc section 3.3).
template <class Real, class Policy>
[[nodiscard]] Real logpdf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  using std::log;
  if (!detail::is_number("loranoise::theory::logpdf<%1%>", x, Policy())) {
    return std::numeric_limits<Real>::quiet_NaN();
  }
  return Real(detail::log_density(law.kernel(), law.standardise(x)) - log(law.working_scale()));
}

/// Density at any real x; see logpdf.
template <class Real, class Policy>
[[nodiscard]] Real pdf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  using std::exp;
  if (!detail::is_number("loranoise::theory::pdf<%1%>", x, Policy())) {
    return std::numeric_limits<Real>::quiet_NaN();
  }
  return Real(exp(detail::log_density(law.kernel(), law.standardise(x))) / law.working_scale());
}

namespace detail {

template <class Real, class Policy>
auto tails_at(const char* function, const coordinate_law<Real, Policy>& law, const Real& x) {
  using working = typename coordinate_law<Real, Policy>::working_type;
  if (!is_number(function, x, Policy())) {
    const working bad = std::numeric_limits<working>::quiet_NaN();
    return tails<working>{bad, bad, bad, bad};
  }
  return both_tails(law.kernel(), law.standardise(x));
}

}  // namespace detail

/// P(X <= x). Relative error at most 1e-11 for double, in both tails (theory/doc
/// section 3.2).
template <class Real, class Policy>
[[nodiscard]] Real cdf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  return Real(detail::tails_at("loranoise::theory::cdf<%1%>", law, x).lower);
}

/// P(X > x), to the same relative error.
template <class Real, class Policy>
[[nodiscard]] Real sf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  return Real(detail::tails_at("loranoise::theory::sf<%1%>", law, x).upper);
}
template <class Real, class Policy>
[[nodiscard]] Real cdf(const complemented<Real, Policy>& c) {
  return sf(c.law, c.parameter);
}

/// log P(X <= x) and log P(X > x): finite where the probabilities themselves underflow.
template <class Real, class Policy>
[[nodiscard]] Real logcdf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  return Real(detail::tails_at("loranoise::theory::logcdf<%1%>", law, x).log_lower);
}
template <class Real, class Policy>
[[nodiscard]] Real logsf(const coordinate_law<Real, Policy>& law, std::type_identity_t<Real> x) {
  return Real(detail::tails_at("loranoise::theory::logsf<%1%>", law, x).log_upper);
}

}  // namespace loranoise::theory
