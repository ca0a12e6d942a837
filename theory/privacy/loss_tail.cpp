#include "theory/privacy/loss_tail.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

void require_tail_rows(const row_release& release) {
  detail::require_rank(release.rank);
  detail::require_width(release.width);
  detail::require(std::abs(release.cosine) <= 1, "a cosine must be between -1 and 1",
                  release.cosine);
  detail::require(release.norm_ratio > 0 && std::isfinite(release.norm_ratio),
                  "the norm ratio must be finite and positive", release.norm_ratio);
}

}  // namespace

double loss_tail_coefficient(const row_release& release) {
  require_tail_rows(release);
  const double sine_squared = (1 - release.cosine) * (1 + release.cosine);
  if (sine_squared == 0) {
    return 0;
  }
  const double density = 1 / (boost::math::constants::root_pi<double>() *
                              boost::math::tgamma_delta_ratio(0.5 * release.rank, 0.5));
  return density * std::exp(0.5 * release.rank * std::log(sine_squared)) * release.norm_ratio *
         0.5 * (release.rank + release.width - 1);
}

double renyi_divergence(const row_release& release, double order) {
  require_tail_rows(release);
  detail::require(order > 1 && std::isfinite(order), "the order must be finite and above 1", order);
  if (release.cosine != 1) {
    return std::numeric_limits<double>::infinity();
  }
  // L = offset + H (tau - 1)/2 with H ~ chi^2_degrees: E e^((order - 1) L) in closed form.
  const double log_tau = std::log(release.norm_ratio);
  const double degrees = release.rank + release.width - 1;
  const double offset = -0.5 * degrees * log_tau;
  const double shrink = (order - 1) * (release.norm_ratio - 1);
  return shrink >= 1 ? std::numeric_limits<double>::infinity()
                     : offset - 0.5 * degrees * std::log1p(-shrink) / (order - 1);
}

}  // namespace loranoise::theory
