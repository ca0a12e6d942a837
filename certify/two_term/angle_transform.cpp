#include "certify/two_term/angle_transform.hpp"

namespace loranoise::certify {
namespace {

complex_value operator*(const complex_value& a, const complex_value& b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

}  // namespace

angle_transform::angle_transform(int rank, const ball& angle)
    : rank_(rank), sine_(sin(angle)), cosine_(cos(angle)), cosine_of_twice_(cos(2 * angle)) {}

angle_transform::values angle_transform::at(const ball& v) const {
  const ball u = v / sqrt(ball(rank_));
  const ball real = 1 + u * u * cosine_of_twice_;
  const ball imaginary = 2 * u * sine_;  // of -P
  const ball square = real * real + imaginary * imaginary;
  const ball half_rank = ball(rank_) / 2;
  const ball size = exp(-(half_rank / 2) * log(square));
  const ball phase = half_rank * (atan(imaginary / real) - imaginary);
  const complex_value transform{size * cos(phase), size * sin(phase)};
  const ball scale = rank_ * power(u, 3) * cosine_ * cosine_of_twice_ / square;
  return {transform, complex_value{scale * imaginary, -(scale * real)} * transform};
}

transform_bounds::transform_bounds(int rank, const ball& low, const ball& high)
    : rank_(rank),
      q_((cos(low) * cos(2 * low)).high()),
      q_slope_((sin(high) * (6 * power(cos(low), 2) - 1)).high()),
      sine_of_twice_(sin(2 * high).high()),
      cosine_(cos(low).high()),
      cosine_of_twice_(max(cos(2 * high).low(), 0)) {}

// K'' = -i r u^3 (q'/P - q P'/P^2), |P'| <= 2 u^2 sin 2t + 2 u cos t, and (exp K)'' = (K'' + K'^2)
// exp K.
ball transform_bounds::second_derivative(const ball& v) const {
  const ball u = v / sqrt(ball(rank_));
  const ball square = 1 + 2 * u * u + power(u, 4) * power(cosine_of_twice_, 2);
  const ball size = sqrt(square);
  const ball w = rank_ * power(u, 3);
  const ball p_slope = 2 * u * u * sine_of_twice_ + 2 * u * cosine_;
  const ball first = w * q_ / size;
  const ball second = w * q_slope_ / size + w * q_ * p_slope / square;
  return (second + first * first) * exp(-(ball(rank_) / 4) * log(square));
}

// (1 + 2 v^2/r)^exponent; |transform| is at most this to the power -r/4.
ball transform_bounds::decay(const ball& v, const ball& exponent) const {
  return exp(exponent * log1p(2 * v * v / rank_));
}

// v/from times the integrand.
ball transform_bounds::transform_beyond(const ball& from) const {
  return decay(from, 1 - ball(rank_) / 4) / (from * (1 - ball(4) / rank_));
}

// r u^3 q/|P| <= v sqrt(r), as |P| >= u^2 cos 2t.
ball transform_bounds::slope_beyond(const ball& from) const {
  return sqrt(ball(rank_)) * decay(from, 1 - ball(rank_) / 4) / (1 - ball(4) / rank_);
}

// |second derivative| <= (r + 3 sqrt(r)/2 + 4) v^2 |transform| for v >= 1: r u^3/|P| <=
// v^2/sqrt(2), |q'| <= 5 sin t <= 5/sqrt(2), |P'|/|P| <= sqrt(2) (u + 1). And v^4 <= v (r/2)^(3/2)
// (1 + 2 v^2/r)^(3/2).
ball transform_bounds::squared_second_derivative_beyond(const ball& from) const {
  const ball r = rank_;
  const ball factor = r + 3 * sqrt(r) / 2 + 4;
  const ball half = r / 2;
  return factor * factor * half * sqrt(half) * decay(from, ball(5) / 2 - half) * (r / 4) /
         (half - ball(5) / 2);
}

}  // namespace loranoise::certify
