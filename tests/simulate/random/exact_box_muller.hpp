// Box and Muller's transform as its definition has it, in long double: the oracle of the vector
// code.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace loranoise::simulate {

struct exact_pair {
  long double radius;
  long double cosine;
  long double sine;
};

/// The transform in long double, from the two words as integers of `bits` bits: the definition in
/// box_muller-inl.h.
inline exact_pair exact_transform(std::uint64_t radius_word, std::uint64_t angle_word, int bits) {
  const long double u = std::ldexp(static_cast<long double>(radius_word | 1U), -bits);
  const std::uint64_t left = angle_word << (64 - bits);
  const auto steps = static_cast<long double>(static_cast<std::int64_t>(left << 2U));
  const long double f = std::ldexp(steps, -64) * std::numbers::pi_v<long double> / 2;
  const long double quarter = std::numbers::pi_v<long double> / 4;
  const long double radius = std::sqrt(-2 * std::log(u));
  const auto sign = [&](unsigned bit) { return (left >> bit) % 2 == 1 ? -1.0L : 1.0L; };
  return {radius, sign(63) * radius * std::cos(f + quarter),
          sign(62) * radius * std::sin(f + quarter)};
}

/// In units of R + 1 / R: the uniform is rounded to a real of relative precision eps, so R =
/// sqrt(-2 ln u) with u near 1 has the absolute error eps / R.
struct worst_error {
  long double units = 0;
  void see(long double got, long double exact, long double radius) {
    if (radius > 0) {
      units = std::max(units, std::abs(got - exact) / (radius + 1 / radius));
    }
  }
};

}  // namespace loranoise::simulate
