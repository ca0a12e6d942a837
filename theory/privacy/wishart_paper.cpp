#include "theory/privacy/wishart_paper.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "theory/numerics/require.hpp"
#include "theory/privacy/row_release.hpp"

namespace loranoise::theory {

double wishart_paper_epsilon(double rank, double width, double cosine, double delta,
                             theorem_form form) {
  detail::require_rank(rank);
  detail::require_width(width);
  detail::require(delta > 0 && delta < 1, "delta must be between 0 and 1", delta);
  const double share = (delta - privacy_floor(rank, cosine)) / 3;
  if (share <= 0) {
    return std::numeric_limits<double>::infinity();
  }
  const boost::math::students_t angle(rank);
  const boost::math::chi_squared size(width + rank - 1);
  const double k =
      std::sqrt((1 - cosine) * (1 + cosine) / rank) * quantile(complement(angle, share));
  if (cosine <= k) {
    return std::numeric_limits<double>::infinity();
  }
  const double degrees = form == theorem_form::proved ? width - rank + 1 : width + rank - 1;
  const double logarithm = std::log(cosine + k);
  return 0.5 * degrees * logarithm +
         (1 - cosine + k) * quantile(complement(size, share)) / (2 * (cosine - k));
}

}  // namespace loranoise::theory
