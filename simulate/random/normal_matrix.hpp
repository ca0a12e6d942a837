// Matrices of normal numbers.
#pragma once

#include <Eigen/Core>
#include <cstddef>

#include "simulate/random/normal.hpp"
#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

/// rows x cols of independent standard normals: the trial's first 64-bit ones, column after column.
[[nodiscard]] inline Eigen::MatrixXd normal_matrix(const stream& words, Eigen::Index rows,
                                                   Eigen::Index cols) {
  Eigen::MatrixXd all(rows, cols);
  fill_normal(words, 0, {all.data(), static_cast<std::size_t>(all.size())});
  return all;
}

}  // namespace loranoise::simulate
