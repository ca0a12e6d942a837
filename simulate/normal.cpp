#include "simulate/normal.hpp"

#include <cmath>
#include <numbers>

namespace loranoise::simulate {
namespace {

constexpr std::uint64_t slot_stride = stream::counters_per_block;

struct uniform_pair {
  double radius;  // (0, 1]
  double angle;   // [0, 1]
};

uniform_pair uniforms64(const stream& words, std::uint64_t first) {
  return {std::ldexp(static_cast<double>(words.word64(first) | 1U), -64),
          std::ldexp(static_cast<double>(words.word64(first + slot_stride)), -64)};
}

uniform_pair uniforms32(const stream& words, std::uint64_t first) {
  return {std::ldexp(static_cast<double>(words.word32(first) | 1U), -32),
          std::ldexp(static_cast<double>(words.word32(first + slot_stride)), -32)};
}

double box_muller(uniform_pair u, bool sine) {
  const double angle = 2 * std::numbers::pi * u.angle;
  return std::sqrt(-2 * std::log(u.radius)) * (sine ? std::sin(angle) : std::cos(angle));
}

}  // namespace

double normal(const stream& words, std::uint64_t element) {
  const bool sine = (element / slot_stride) % 2 == 1;
  return box_muller(uniforms64(words, sine ? element - slot_stride : element), sine);
}

float normal_float(const stream& words, std::uint64_t element) {
  const bool sine = (element / slot_stride) % 2 == 1;
  return static_cast<float>(
      box_muller(uniforms32(words, sine ? element - slot_stride : element), sine));
}

void fill_normal(const stream& words, std::uint64_t first_element, std::span<double> out) {
  for (std::uint64_t k = 0; k < out.size(); ++k) {
    out[k] = normal(words, first_element + k);
  }
}

void fill_normal(const stream& words, std::uint64_t first_element, std::span<float> out) {
  for (std::uint64_t k = 0; k < out.size(); ++k) {
    out[k] = normal_float(words, first_element + k);
  }
}

}  // namespace loranoise::simulate
