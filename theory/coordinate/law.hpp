// The exact law of one coordinate of LoRA's gradient noise, in the manner of a Boost.Math
// distribution.
//
// T = sum_{a <= rank} x_a y_a with (x_a, y_a) independent standard bivariate normal pairs of
// correlation rho: mean rank rho, variance rank (1 + rho^2) (theory/doc section 3). All
// numerics happen in the standardised variable Q = (T - mean)/sd, so nothing cancels at rank 1e6.
#pragma once

#include <boost/math/policies/error_handling.hpp>
#include <cmath>
#include <complex>
#include <limits>
#include <type_traits>
#include <utility>

#include "theory/coordinate/standard_law.hpp"

namespace loranoise::theory {

/// The largest rank of a law: beyond, rounding in rank itself shows in the tails.
inline constexpr double largest_rank = 1e12;

/// Law of location + scale Q. Parameters: rank, an integer from 1 to largest_rank (accurate to
/// 1e6); rho in [-1, 1].
/// float is computed in double. For other real types (Boost.Multiprecision) include
/// "theory/coordinate_law_any_real.hpp" instead of this header.
template <class Real = double, class Policy = boost::math::policies::policy<>>
class coordinate_law {
 public:
  using value_type = Real;
  using policy_type = Policy;
  using working_type = std::conditional_t<std::is_same_v<Real, float>, double, Real>;
  using kernel_type = detail::standard_law<working_type>;

  /// The law of T itself.
  coordinate_law(Real rank, Real rho)
      : rank_(rank), rho_(rho), kernel_(checked(rank, rho)), scale_(kernel_.sigma) {}

  /// The law of Q: mean 0, variance 1.
  [[nodiscard]] static coordinate_law standardised(Real rank, Real rho) {
    coordinate_law law(rank, rho);
    law.scale_ = working_type(1);
    law.raw_ = false;
    return law;
  }

  /// The law of the noise N = (norm/rank)(T - rank rho) in a coordinate of a gradient row of length
  /// norm > 0 at cosine rho to that coordinate's axis.
  [[nodiscard]] static coordinate_law noise(Real rank, Real rho, Real norm) {
    coordinate_law law(rank, rho);
    if (!(norm > 0) || !(norm <= std::numeric_limits<Real>::max())) {
      boost::math::policies::raise_domain_error<Real>(
          "loranoise::theory::coordinate_law<%1%>::noise",
          "norm must be positive and finite, but is %1%", norm, Policy());
    }
    law.scale_ = working_type(norm) / law.kernel_.rank * law.kernel_.sigma;
    law.raw_ = false;
    return law;
  }

  [[nodiscard]] Real rank() const { return rank_; }
  [[nodiscard]] Real rho() const { return rho_; }
  /// The law is that of location() + scale() Q.
  [[nodiscard]] Real location() const { return raw_ ? Real(kernel_.mean) : Real(0); }
  [[nodiscard]] Real scale() const { return Real(scale_); }

  /// For the free functions below: the parameters of Q, the affine map, and its inverse.
  [[nodiscard]] const kernel_type& kernel() const { return kernel_; }
  [[nodiscard]] const working_type& working_scale() const { return scale_; }
  [[nodiscard]] detail::point<working_type> standardise(const Real& x) const {
    return raw_ ? kernel_.from_raw(working_type(x)) : kernel_.at(working_type(x) / scale_);
  }
  [[nodiscard]] Real value_at(const detail::point<working_type>& place) const {
    return raw_ ? Real(place.t) : Real(scale_ * place.q);
  }

 private:
  static kernel_type checked(const Real& rank, const Real& rho) {
    using std::abs;
    using std::floor;
    static constexpr auto* function = "loranoise::theory::coordinate_law<%1%>::coordinate_law";
    bool good = true;
    if (!(rank >= 1) || !(rank <= Real(largest_rank)) || floor(rank) != rank) {
      boost::math::policies::raise_domain_error<Real>(
          function, "rank must be an integer from 1 to 1e12, but is %1%", rank, Policy());
      good = false;
    }
    if (!(abs(rho) <= 1)) {
      boost::math::policies::raise_domain_error<Real>(
          function, "rho must lie in [-1, 1], but is %1%", rho, Policy());
      good = false;
    }
    const auto bad = std::numeric_limits<working_type>::quiet_NaN();
    return good ? kernel_type(working_type(rank), working_type(rho)) : kernel_type(bad, bad);
  }

  Real rank_;
  Real rho_;
  kernel_type kernel_;
  working_type scale_;
  bool raw_ = true;
};

/// law's complement at x, as in Boost.Math: cdf(complement(law, x)) = P(X > x), and
/// quantile(complement(law, p)) = the x with P(X > x) = p.
template <class Real, class Policy>
struct complemented {
  const coordinate_law<Real, Policy>& law;
  Real parameter;
};
template <class Real, class Policy>
[[nodiscard]] complemented<Real, Policy> complement(const coordinate_law<Real, Policy>& law,
                                                    std::type_identity_t<Real> x) {
  return {law, x};
}

}  // namespace loranoise::theory

#include "theory/coordinate/arrays.hpp"
#include "theory/coordinate/functions.hpp"
#include "theory/coordinate/moments.hpp"
#include "theory/coordinate/quantile.hpp"

namespace loranoise::theory {
extern template class coordinate_law<double>;
extern template class coordinate_law<float>;
}  // namespace loranoise::theory
