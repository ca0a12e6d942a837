// The generator's normals themselves: their spread, and what the two of a pair have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"

namespace loranoise::verify {

struct generator_result;

/// Normals drawn in bulk, in one precision.
struct generator_experiment {
  bool single_precision;
  std::uint64_t trials;  ///< of `elements` normals each

  static constexpr std::size_t elements = 2048;
  using result_type = generator_result;
};

/// Means over each of sweep_blocks blocks.
struct generator_result {
  std::vector<double> square;     ///< of x_k^2
  std::vector<double> pair;       ///< of x_k y_k, the two normals of one pair of uniforms
  std::vector<double> neighbour;  ///< of x_k x_{k+1}, of two counters

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.square, self.pair, self.neighbour);
  }
};

[[nodiscard]] std::string_view precision(const generator_experiment& what);
std::string name(const generator_experiment& what);
double cost(const generator_experiment& what);
generator_result run(const generator_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
