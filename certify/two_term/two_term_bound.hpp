// The two-term bound: TV(r, rho) < 0.350076/r + 0.125835 |skewness|, at every cosine rho.
//
// The angle t = arctan(rho) in [0, pi/4] serves as coordinate: with c = cos(pi/4 - t), s = sin(pi/4
// - t),
//   Q = c U - s U',  U, U' independent chi-squares of r degrees of freedom, standardised,
// a rotation. Cosines below 0 are reflections. The skewness, (6 sin t - 4 sin^3 t)/sqrt(r),
// increases and is concave in t on [0, pi/4]: its second derivative is (36 sin^2 t - 30) sin
// t/sqrt(r).
#pragma once

#include <stdexcept>
#include <string>

#include "certify/ball.hpp"

namespace loranoise::certify {

struct two_term_bound {
  std::string first = "0.350076";   ///< the constant of 1/r, a decimal
  std::string second = "0.125835";  ///< that of the skewness
};

/// A rank at which the bound cannot be certified, from some cosine on.
class resisting_rank : public std::runtime_error {
 public:
  resisting_rank(int rank, const ball& angle);
};

/// sqrt(r) times the skewness, 6 sin t - 4 sin^3 t, at the angle t.
ball scaled_skewness(const ball& angle);

/// The bound at rank r and angle t.
ball value(const two_term_bound& bound, int rank, const ball& angle);

/// Whether a bound on TV is below 0.9999 of the two-term bound, so that their ratio is below 1 when
/// it is rounded up.
bool holds(const ball& distance, const ball& limit);

}  // namespace loranoise::certify
