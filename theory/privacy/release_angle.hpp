// The angle that the integrals over one released row run over: theory/doc section 6.2.
#pragma once

#include <boost/math/constants/constants.hpp>
#include <cmath>

#include "theory/privacy/row_release.hpp"

namespace loranoise::theory::detail {

// theta measured from theta_0, where R = tau: there the slope of the loss vanishes, and R/tau - 1
// keeps its digits.
class release_angle {
 public:
  explicit release_angle(const row_release& release)
      : tau_(release.norm_ratio),
        sine_(std::sqrt((1 - release.cosine) * (1 + release.cosine))),
        phi_(std::atan2(sine_, release.cosine)),
        tangent_(((release.norm_ratio - 1) + (1 - release.cosine)) / sine_),
        secant_(std::hypot(1.0, tangent_)),
        origin_(std::atan(tangent_)) {}

  [[nodiscard]] double lowest() const {
    return phi_ - boost::math::constants::half_pi<double>() - origin_;
  }
  [[nodiscard]] double highest() const {
    return boost::math::constants::half_pi<double>() - origin_;
  }
  [[nodiscard]] double mode() const { return -origin_; }
  [[nodiscard]] double cosine(double y) const { return std::cos(origin_ + y); }

  // log(R/tau) at theta_0 + y
  [[nodiscard]] double log_ratio(double y) const {
    const double excess = sine_ * std::sin(y) * secant_ / (cosine(y) * tau_);
    return std::abs(excess) < 0.5 ? std::log1p(excess)
                                  : std::log(std::cos(origin_ + y - phi_) / (cosine(y) * tau_));
  }
  // y at a given log(R/tau)
  [[nodiscard]] double at_log_ratio(double g) const {
    return std::atan(tangent_ + tau_ * std::expm1(g) / sine_) - origin_;
  }

 private:
  double tau_;
  double sine_;
  double phi_;
  double tangent_;
  double secant_;
  double origin_;
};

}  // namespace loranoise::theory::detail
