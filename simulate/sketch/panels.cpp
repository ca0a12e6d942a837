#include "simulate/sketch/panels.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

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

void check_matrix(const Eigen::Ref<const Eigen::MatrixXd>& A, int rank, int width) {
  if (A.rows() != rank || A.cols() != width) {
    throw std::invalid_argument("A is " + std::to_string(A.rows()) + " x " +
                                std::to_string(A.cols()) + ": give a matrix of rank x width = " +
                                std::to_string(rank) + " x " + std::to_string(width));
  }
}

void check_column(int column, std::size_t size, int rank, int width) {
  if (column < 0 || column >= width || size != static_cast<std::size_t>(rank)) {
    throw std::invalid_argument("column " + std::to_string(column) + " of length " +
                                std::to_string(size) + " is not in A: choose a column from 0 to " +
                                std::to_string(width - 1) + " of length " + std::to_string(rank));
  }
}

void unpack_panels(std::span<const double> panels, double scale, Eigen::Ref<Eigen::MatrixXd> A) {
  for (Eigen::Index j = 0; j < A.cols(); ++j) {
    const double* column =
        panels.data() + j / panel_width * A.rows() * panel_width + j % panel_width;
    for (Eigen::Index i = 0; i < A.rows(); ++i) {
      A(i, j) = scale * column[i * panel_width];
    }
  }
}

template <class T>
void pack_panels(const Eigen::Ref<const Eigen::MatrixXd>& A, std::span<T> panels) {
  std::fill(panels.begin(), panels.end(), T{0});
  for (Eigen::Index j = 0; j < A.cols(); ++j) {
    T* column = panels.data() + j / panel_width * A.rows() * panel_width + j % panel_width;
    for (Eigen::Index i = 0; i < A.rows(); ++i) {
      column[i * panel_width] = static_cast<T>(A(i, j));
    }
  }
}

template void pack_panels<float>(const Eigen::Ref<const Eigen::MatrixXd>&, std::span<float>);
template void pack_panels<double>(const Eigen::Ref<const Eigen::MatrixXd>&, std::span<double>);

}  // namespace loranoise::simulate
