// The variance of one coordinate of the noise: measured on 20000 sketches, and by the exact law.
#include <Eigen/Core>
#include <cstdint>
#include <iostream>

#include "simulate/noise/noise.hpp"
#include "simulate/sketch/sketch.hpp"
#include "theory/coordinate/law.hpp"

int main() {
  constexpr int rank = 4;
  constexpr int width = 16;
  Eigen::VectorXd row = Eigen::VectorXd::Constant(width, 0.25);  // of length 1, cosine 1/4
  const loranoise::simulate::gaussian_sketch sketch(rank, width);
  const std::uint32_t experiment = loranoise::simulate::experiment_id("client");

  constexpr int trials = 20000;
  double sum = 0;
  Eigen::MatrixXd A(rank, width);
  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    sketch.fill({1, experiment, trial}, A);
    const double noise = loranoise::simulate::noise_row(row, A)(0);
    sum += noise * noise;
  }
  const double measured = sum / trials;
  const double exact = variance(loranoise::theory::coordinate_law<>::noise(rank, 0.25, 1));
  std::cout << "variance: " << measured << " measured, " << exact << " by the law\n";
  return measured > 0.9 * exact && measured < 1.1 * exact ? 0 : 1;
}
