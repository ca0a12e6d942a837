#include "simulate/sketch/sketch.hpp"

#include <Eigen/QR>
#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

double checked_density(double density) {
  if (!(density > 0 && density <= 1)) {
    throw std::invalid_argument(
        "density " + std::to_string(density) +
        " is not a share of the entries: choose a density above 0, at most 1");
  }
  return density;
}

}  // namespace

gaussian_sketch::gaussian_sketch(int rank_, int width_)
    : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(rank_))) {}

uniform_sketch::uniform_sketch(int rank_, int width_)
    : entry_sketch(rank_, width_, std::sqrt(3.0 / rank_)) {}

rademacher_sketch::rademacher_sketch(int rank_, int width_)
    : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(rank_))) {}

sparse_sign_sketch::sparse_sign_sketch(int rank_, int width_, double density)
    : entry_sketch(rank_, width_, 1 / std::sqrt(checked_density(density) * rank_), {density}) {}

peft_default_sketch::peft_default_sketch(int rank_, int width_)
    : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(width_))) {}

peft_gaussian_sketch::peft_gaussian_sketch(int rank_, int width_)
    : entry_sketch(rank_, width_, 1.0 / rank_) {}

orthonormal_sketch::orthonormal_sketch(int rank_, int width_, double scale_)
    : rank(rank_), width(width_), scale(scale_) {
  check_shape(rank, width);
}

Eigen::MatrixXd orthonormal_sketch::rows(const stream& words) const {
  Eigen::MatrixXd normals(width, rank);
  fill_normal(words, 0, {normals.data(), static_cast<std::size_t>(normals.size())});
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

haar_sketch::haar_sketch(int rank_, int width_)
    : orthonormal_sketch(rank_, width_, std::sqrt(static_cast<double>(width_) / rank_)) {}

lora_fa_projector_sketch::lora_fa_projector_sketch(int rank_, int width_)
    : orthonormal_sketch(rank_, width_, 1) {}

}  // namespace loranoise::simulate
