#include "simulate/sketch/sketch.hpp"

#include <Eigen/QR>
#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/random/normal_matrix.hpp"

namespace loranoise::simulate {

double checked_density(double density) {
  if (!(density > 0 && density <= 1)) {
    throw std::invalid_argument(
        "density " + std::to_string(density) +
        " is not a share of the entries: choose a density above 0, at most 1");
  }
  return density;
}

orthonormal_sketch::orthonormal_sketch(int rank_, int width_, double scale_)
    : rank(rank_), width(width_), scale(scale_) {
  check_shape(rank, width);
}

Eigen::MatrixXd orthonormal_sketch::rows(const stream& words) const {
  Eigen::MatrixXd normals = normal_matrix(words, width, rank);
  const Eigen::HouseholderQR<Eigen::Ref<Eigen::MatrixXd>> factor(normals);
  Eigen::MatrixXd Q = factor.householderQ() * Eigen::MatrixXd::Identity(width, rank);
  for (int k = 0; k < rank; ++k) {
    if (factor.matrixQR()(k, k) < 0) {
      Q.col(k) = -Q.col(k);
    }
  }
  return Q.transpose();
}

void orthonormal_sketch::fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
  check_matrix(A, rank, width);
  A = scale * rows(words);
}

void orthonormal_sketch::panels(const stream& words, std::span<double> out) const {
  pack_panels(rows(words), out);
}

void orthonormal_sketch::panels(const stream& words, std::span<float> out) const {
  pack_panels(rows(words), out);
}

}  // namespace loranoise::simulate
