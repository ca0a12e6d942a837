// The mean square of one coordinate of the noise, drawn by its law.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verify/experiments/sweep_settings.hpp"
#include "verify/study/probes.hpp"

namespace loranoise::verify {

struct square_result;

/// One coordinate in two random numbers a trial (simulate/in_law.hpp), at a cost that knows neither
/// rank nor width. The literal matrices back it.
struct square_experiment {
  shared<probe_row> row;
  std::size_t coordinate;
  int rank;
  std::uint64_t trials;

  using result_type = square_result;
};

struct square_result {
  std::uint64_t trials = 0;
  std::vector<double> squares;  ///< a block's mean of r N_ki^2/|u|^2

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.trials, self.squares);
  }
};

std::string name(const square_experiment& what);
double cost(const square_experiment& what);
square_result run(const square_experiment& what, const sweep_settings& settings);

}  // namespace loranoise::verify
