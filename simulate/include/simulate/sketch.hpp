// The random matrices A (rank x width) of low-rank adaptation, as types with a law and a scale.
#pragma once

#include <Eigen/Core>
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>

#include "simulate/stream.hpp"

namespace loranoise::simulate {

/// A family of random matrices A of rank x width; `fill` draws the A of one trial.
template <class T>
concept sketch = requires(const T& s, const stream& words, Eigen::Ref<Eigen::MatrixXd> A) {
  { s.rank } -> std::convertible_to<int>;
  { s.width } -> std::convertible_to<int>;
  { T::name } -> std::convertible_to<std::string_view>;
  s.fill(words, A);
};

/// A sketch whose columns are independent, so that column i can be drawn alone.
template <class T>
concept column_sketch = sketch<T> &&
    requires(const T& s, const stream& words, std::span<double> a) {
  s.column(words, 0, a);
};

/// Throws std::invalid_argument unless width >= 1 and 1 <= rank <= width.
void check_shape(int rank, int width);

/// A_ij independent N(0, 1/rank), so that E[A'A] = I: the canonical sketch. A'A is Wishart
/// W_width(I/rank, rank). Element of A_ij in the stream: i + rank j (column-major, double normals).
struct gaussian_sketch {
  static constexpr std::string_view name = "gaussian";
  int rank;
  int width;

  /// Throws std::invalid_argument unless 1 <= rank <= width.
  gaussian_sketch(int rank, int width);

  /// A of this trial into a rank x width matrix; throws std::invalid_argument for another shape.
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;

  /// Column i of the same A, 0 <= i < width, into `rank` numbers.
  void column(const stream& words, int i, std::span<double> a) const;
};

}  // namespace loranoise::simulate
