// The Fourier transform of one coordinate's law as a function of the angle t = arctan(rho).
//
// With u = v/sqrt(r) and P = 1 + u^2 cos 2t - 2 i u sin t, |P|^2 = 1 + 2 u^2 + u^4 cos^2 2t,
//   E exp(i v Q) = exp(K),  K = -(r/2) (Log P + 2 i u sin t),
//   dK/dt = -i r u^3 q/P,  q = cos t cos 2t.
#pragma once

#include "certify/ball.hpp"

namespace loranoise::certify {

struct complex_value {
  ball real;
  ball imaginary;
};

class angle_transform {
 public:
  angle_transform(int rank, const ball& angle);
  struct values {
    complex_value transform;
    complex_value slope;  ///< its derivative in t
  };
  [[nodiscard]] values at(const ball& v) const;

 private:
  int rank_;
  ball sine_;
  ball cosine_;
  ball cosine_of_twice_;
};

/// Bounds that hold for all angles of [low, high] within [0, pi/4], at rank >= 8.
class transform_bounds {
 public:
  transform_bounds(int rank, const ball& low, const ball& high);
  /// |second derivative in t of the transform| at v.
  [[nodiscard]] ball second_derivative(const ball& v) const;

  /// Integrals over v >= from (> 3), each of a bound that decreases there:
  /// of |transform|;
  [[nodiscard]] ball transform_beyond(const ball& from) const;
  /// of |derivative in t|;
  [[nodiscard]] ball slope_beyond(const ball& from) const;
  /// of |second derivative in t|^2.
  [[nodiscard]] ball squared_second_derivative_beyond(const ball& from) const;

 private:
  [[nodiscard]] ball decay(const ball& v, const ball& exponent) const;

  int rank_;
  ball q_;                // cos t cos 2t, largest
  ball q_slope_;          // |dq/dt| = sin t (6 cos^2 t - 1), at least
  ball sine_of_twice_;    // largest
  ball cosine_;           // largest
  ball cosine_of_twice_;  // least
};

}  // namespace loranoise::certify
