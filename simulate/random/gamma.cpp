#include "simulate/random/gamma.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

double gamma_above_one(const stream& words, std::uint64_t block, double shape) {
  constexpr std::size_t tries = stream::words64_per_block;
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  std::array<double, tries> normals;
  for (;; block += 2) {
    fill_normal(words, block * tries, normals);
    for (std::size_t k = 0; k < tries; ++k) {
      const double x = normals[k];
      const double root = 1 + c * x;
      if (root <= 0) {
        continue;
      }
      const double v = root * root * root;
      const double u = open_unit(words.word64((block + 1) * tries + k));
      const double x2 = x * x;
      // The first is implied by the second and spares the logarithms (their equations 1 and 2).
      if (u < 1 - 0.0331 * x2 * x2 || std::log(u) < 0.5 * x2 + d * (1 - v + std::log(v))) {
        return d * v;
      }
    }
  }
}

}  // namespace

double standard_gamma(const stream& words, std::uint64_t first_block, double shape) {
  if (!(shape >= 0.5)) {
    throw std::invalid_argument("gamma shape " + std::to_string(shape) + ": choose 1/2 or more");
  }
  if (shape >= 1) {
    return gamma_above_one(words, first_block, shape);
  }
  // G(a) = G(a + 1) U^(1/a), with the first word of the block before the tries.
  const double u = open_unit(words.word64(first_block * stream::words64_per_block));
  return gamma_above_one(words, first_block + 1, shape + 1) * std::pow(u, 1 / shape);
}

double chi_squared(const stream& words, std::uint64_t first_block, int degrees) {
  return 2 * standard_gamma(words, first_block, degrees / 2.0);
}

}  // namespace loranoise::simulate
