// Many draws of the noise's coordinate, fast at every rank.
#pragma once

#include <cstdint>
#include <span>

#include "simulate/noise/in_law.hpp"

namespace loranoise::simulate {

/// Draws of T, the sum of `rank` products of two standard normals of correlation `rho`: the noise
/// of an entry rho in a row of norm 1 is T / rank - rho. Up to `most_products` the products
/// themselves, made in blocks by the vectorised normals; beyond, where they would cost more, in
/// law.
class coordinate_draws {
 public:
  static constexpr int most_products = 24;
  static constexpr std::size_t block = 64;

  /// Throws std::invalid_argument for a rank below 1 or a |rho| above 1.
  coordinate_draws(int rank, double rho);

  /// The draws of places block * k, block * k + 1, ..., as many as `out` holds and a block at most:
  /// a function of seed, experiment and place alone.
  void fill_block(std::uint64_t seed, std::uint32_t experiment, std::uint64_t k,
                  std::span<double> out) const;

 private:
  int rank_;
  double rho_;
  coordinate_in_law in_law_;
};

}  // namespace loranoise::simulate
