// Moments, cumulants, transform and range of coordinate_law; included by coordinate_law.hpp.
// Formulas: theory/doc sections 3.2 and 3.4.
#pragma once

#include "theory/coordinate/law.hpp"

namespace loranoise::theory {

template <class Real, class Policy>
[[nodiscard]] Real mean(const coordinate_law<Real, Policy>& law) {
  return law.location();
}
template <class Real, class Policy>
[[nodiscard]] Real standard_deviation(const coordinate_law<Real, Policy>& law) {
  return law.scale();
}
template <class Real, class Policy>
[[nodiscard]] Real variance(const coordinate_law<Real, Policy>& law) {
  return Real(law.working_scale() * law.working_scale());
}
/// (6 rho + 2 rho^3)/(sqrt(rank) (1 + rho^2)^(3/2)).
template <class Real, class Policy>
[[nodiscard]] Real skewness(const coordinate_law<Real, Policy>& law) {
  const auto& k = law.kernel();
  return Real(2 * k.rho * (2 + k.second) / (k.sigma * k.second));
}
/// 6 (1 + 6 rho^2 + rho^4)/(rank (1 + rho^2)^2).
template <class Real, class Policy>
[[nodiscard]] Real kurtosis_excess(const coordinate_law<Real, Policy>& law) {
  const auto& k = law.kernel();
  const auto square = k.rho * k.rho;
  return Real(6 * (1 + square * (6 + square)) / (k.rank * k.second * k.second));
}
template <class Real, class Policy>
[[nodiscard]] Real kurtosis(const coordinate_law<Real, Policy>& law) {
  return 3 + kurtosis_excess(law);
}

/// The order-th cumulant, order >= 1: scale^j (rank/2)(j - 1)! [(1 + rho)^j + (-1)^j (1 -
/// rho)^j]/sd(T)^j, and the mean for order 1.
template <class Real, class Policy>
[[nodiscard]] Real cumulant(const coordinate_law<Real, Policy>& law, int order) {
  using std::pow;
  if (order < 1) {
    return boost::math::policies::raise_domain_error<Real>("loranoise::theory::cumulant<%1%>",
                                                           "order must be at least 1, but is %1%",
                                                           Real(order), Policy());
  }
  if (order == 1) {
    return mean(law);
  }
  const auto& k = law.kernel();
  const auto unit = law.working_scale() / k.sigma;
  auto up = k.rank / 2 * unit * k.plus;
  auto down = k.rank / 2 * unit * -k.minus;
  for (int j = 1; j < order; ++j) {
    up *= j * unit * k.plus;
    down *= -j * unit * k.minus;
  }
  return Real(up + down);
}

/// E exp(i t X) = exp(i t location) [(1 - i rho v)^2 + v^2]^(-rank/2) exp(-i rank rho v), v = t
/// scale/sd(T); the modulus is accurate relative to itself, the phase to rank ulps.
template <class Real, class Policy>
[[nodiscard]] std::complex<Real> characteristic_function(const coordinate_law<Real, Policy>& law,
                                                         std::type_identity_t<Real> t) {
  using std::atan;
  using std::cos;
  using std::exp;
  using std::log;
  using std::sin;
  using working = typename coordinate_law<Real, Policy>::working_type;
  const auto& k = law.kernel();
  const working v = working(t) * law.working_scale() / k.sigma;
  // The two chi-square factors 1 - i (1 + rho) v and 1 + i (1 - rho) v.
  const working a = k.plus * v;
  const working b = k.minus * v;
  const working size = exp(-k.rank / 4 * (log(1 + a * a) + log(1 + b * b)));
  const working phase = k.rank / 2 * (atan(a) - atan(b)) +
                        (law.location() == 0 ? working(-k.rank * k.rho * v) : working(0));
  return {Real(size * cos(phase)), Real(size * sin(phase))};
}

/// Where the law is defined, and where it lives: a half-line from T = 0 when |rho| = 1.
template <class Real, class Policy>
[[nodiscard]] std::pair<Real, Real> range(const coordinate_law<Real, Policy>&) {
  return {-std::numeric_limits<Real>::infinity(), std::numeric_limits<Real>::infinity()};
}
template <class Real, class Policy>
[[nodiscard]] std::pair<Real, Real> support(const coordinate_law<Real, Policy>& law) {
  const auto& k = law.kernel();
  const Real infinity = std::numeric_limits<Real>::infinity();
  if (k.s != 0) {
    return {-infinity, infinity};
  }
  const Real edge = law.value_at({-k.mean / k.sigma, 0 * k.mean});
  return k.rho > 0 ? std::pair<Real, Real>{edge, infinity} : std::pair<Real, Real>{-infinity, edge};
}

}  // namespace loranoise::theory
