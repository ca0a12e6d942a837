// Noise of the Gaussian sketch drawn by its law: far fewer random numbers than a whole A. The
// literal kernel is their oracle.
//
// One fact is behind all three. Let A have independent N(0, 1/r) entries and let Q have orthonormal
// columns. Then W = A Q and A (I - QQ') are independent Gaussians. So for gradient rows u = L Q',
//   u A'A = L (W'W Q' + W' A (I - QQ')),
// and given W, the k rows of W' A are combinations of at most min(k, r) Gaussian ones: with W'W = C
// C', W' A (I - QQ') has the law of C Z (I - QQ'), Z with standard normal entries over sqrt r.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>

#include "simulate/noise/literal.hpp"
#include "simulate/random/stream.hpp"
#include "simulate/sweep/accumulate.hpp"

namespace loranoise::simulate {

/// One entry of N: with S = |a_i|^2, r S ~ chi^2_r, N_ki given S is normal with mean u_i (S - 1)
/// and variance
/// (|u|^2 - u_i^2) S / r (A u splits in a_i u_i and an independent Gaussian). Two numbers a draw,
/// for any rank and width.
class coordinate_in_law {
 public:
  /// entry u_i of a gradient row of Euclidean norm |u| >= |u_i|; rank >= 1. Throws
  /// std::invalid_argument otherwise.
  coordinate_in_law(double entry, double row_norm, int rank);
  /// The entry's noise in this trial.
  [[nodiscard]] double operator()(const stream& words) const;

 private:
  double entry_;
  double other_norm_;  // sqrt(|u|^2 - u_i^2)
  int rank_;
};

/// One row of N in O(m): k = 1 above, s = W'W = chi^2_r / r and N = (s - 1) u + |u| sqrt(s/r) (z -
/// (z.u) u / |u|^2). T is the precision of the normals z and of the products. One object serves one
/// thread.
template <class T>
class row_in_law {
 public:
  /// Throws std::invalid_argument for a rank outside 1 .. m, another order than 2 or 4, or a row of
  /// zeros.
  row_in_law(const Eigen::Ref<const Eigen::VectorXd>& row, int rank, int order);

  /// Adds the trials first.trial, ..., `trials` of them, to `field` (1 x m, same order).
  void run(stream first, std::uint64_t trials, moment_field& field);

  /// The row's noise in this trial, m numbers.
  void draw(const stream& words, std::span<T> out);

 private:
  struct weights {
    T own;
    T normal;
  };
  weights prepare(const stream& words);

  Eigen::Index width_;
  int rank_;
  int order_;
  double norm_;
  aligned_vector<T> row_;
  aligned_vector<T> normals_;
  aligned_vector<T> projected_;
  aligned_vector<T> short_sums_;
  aligned_vector<double> sums_;
};

extern template class row_in_law<float>;
extern template class row_in_law<double>;

/// k rows of N in O(k m + k r) numbers, k <= m. One object serves one thread.
class rows_in_law {
 public:
  /// Throws std::invalid_argument for a rank outside 1 .. m or more rows than columns.
  rows_in_law(const Eigen::Ref<const Eigen::MatrixXd>& G, int rank);
  /// The noise in this trial into a matrix of G's shape.
  void draw(const stream& words, Eigen::Ref<Eigen::MatrixXd> N);

 private:
  int rank_;
  Eigen::MatrixXd G_;
  Eigen::MatrixXd L_;  // G = L Q'
  Eigen::MatrixXd Q_;
  Eigen::MatrixXd W_;
  Eigen::MatrixXd Z_;
};

}  // namespace loranoise::simulate
