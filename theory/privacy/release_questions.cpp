#include "theory/privacy/release_questions.hpp"

#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "theory/numerics/require.hpp"
#include "theory/privacy/gaussian_mechanism.hpp"

namespace loranoise::theory {

double membership_advantage(const row_release& release) {
  return privacy_profile(release, 0);
}

double membership_power(const row_release& release, double false_positive_rate) {
  detail::require(false_positive_rate > 0 && false_positive_rate < 1,
                  "a false-positive rate must be between 0 and 1", false_positive_rate);
  const double certain = privacy_floor(release.rank, release.cosine);
  if (release.cosine == 1 && release.norm_ratio == 1) {
    return false_positive_rate;
  }
  // Rows of u' that u cannot produce are told for sure: beyond that rate nothing is missed.
  if (false_positive_rate >= 1 - certain) {
    return 1;
  }
  const double goal = std::log(false_positive_rate);
  const auto f = [&](double threshold) {
    const double rate = likelihood_ratio_errors(release, threshold).type_one;
    return std::log(std::fmax(rate, std::numeric_limits<double>::min())) - goal;
  };
  double low = 0;
  double high = 0;
  const bool upwards = f(0) > 0;
  for (double step = 1; upwards ? f(high) > 0 : f(low) <= 0; step *= 2) {
    (upwards ? low : high) = upwards ? high : low;
    (upwards ? high : low) += upwards ? step : -step;
  }
  std::uintmax_t iterations = 100;
  const auto bracket = boost::math::tools::toms748_solve(
      f, low, high, boost::math::tools::eps_tolerance<double>(46), iterations);
  const double threshold = 0.5 * (bracket.first + bracket.second);
  // P_u(L > x) = delta(x) + e^x P_u'(L > x): positive terms, so that small powers keep their
  // digits.
  return std::fmin(
      1, privacy_profile(release, threshold) + std::exp(threshold + std::log(false_positive_rate)));
}

double gaussian_membership_power(double mu, double false_positive_rate) {
  detail::require(false_positive_rate > 0 && false_positive_rate < 1,
                  "a false-positive rate must be between 0 and 1", false_positive_rate);
  return normal_cdf(mu + normal_quantile(false_positive_rate));  // 1 - trade-off, small ones too
}

}  // namespace loranoise::theory
