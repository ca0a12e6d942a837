#include "simulate/sketch.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/normal.hpp"

namespace loranoise::simulate {

void check_shape(int rank, int width) {
  if (width < 1) {
    throw std::invalid_argument("width " + std::to_string(width) +
                                " is not positive: choose a width of 1 or more");
  }
  if (rank < 1) {
    throw std::invalid_argument("rank " + std::to_string(rank) +
                                " is not positive: choose a rank from 1 to " +
                                std::to_string(width));
  }
  if (rank > width) {
    throw std::invalid_argument("rank " + std::to_string(rank) + " is above the width " +
                                std::to_string(width) + ": choose a rank from 1 to " +
                                std::to_string(width));
  }
}

namespace {

void check_matrix(Eigen::Index rows, Eigen::Index cols, int rank, int width) {
  if (rows != rank || cols != width) {
    throw std::invalid_argument("A is " + std::to_string(rows) + " x " + std::to_string(cols) +
                                ": give a matrix of rank x width = " + std::to_string(rank) +
                                " x " + std::to_string(width));
  }
}

}  // namespace

gaussian_sketch::gaussian_sketch(int rank_, int width_) : rank(rank_), width(width_) {
  check_shape(rank, width);
}

void gaussian_sketch::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A.rows(), A.cols(), rank, width);
  for (int i = 0; i < width; ++i) {
    column(words, i, {A.col(i).data(), static_cast<std::size_t>(rank)});
  }
}

void gaussian_sketch::column(const stream& words, int i, std::span<double> a) const {
  if (i < 0 || i >= width || a.size() != static_cast<std::size_t>(rank)) {
    throw std::invalid_argument("column " + std::to_string(i) + " of length " +
                                std::to_string(a.size()) + " is not in A: choose a column below " +
                                std::to_string(width) + " of length " + std::to_string(rank));
  }
  fill_normal(words, static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(rank), a);
  const double scale = 1 / std::sqrt(static_cast<double>(rank));
  for (double& x : a) {
    x *= scale;
  }
}

}  // namespace loranoise::simulate
