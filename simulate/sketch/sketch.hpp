// The random matrices A (rank x width) of low-rank adaptation, as types with a law and a scale.
//
// Every constructor throws std::invalid_argument unless 1 <= rank <= width. `unit_mean` is the
// factor c with E[A'A] = c I: 1 for the sketches in their own right, and what an effective learning
// rate absorbs for the initialisations of PEFT.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/entries.hpp"
#include "simulate/sketch/panels.hpp"

namespace loranoise::simulate {

/// A family of random matrices A of rank x width. `fill` draws the A of one trial; `panels` draws A
/// / scale in panels (see panels.hpp), float or double, for the fast kernels.
template <class T>
concept sketch = requires(const T& s, const stream& words, Eigen::Ref<Eigen::MatrixXd> A,
                          std::span<double> wide, std::span<float> narrow) {
  { s.rank } -> std::convertible_to<int>;
  { s.width } -> std::convertible_to<int>;
  { s.scale } -> std::convertible_to<double>;
  { s.unit_mean() } -> std::convertible_to<double>;
  { T::name } -> std::convertible_to<std::string_view>;
  s.fill(words, A);
  s.panels(words, wide);
  s.panels(words, narrow);
};

/// A sketch whose columns are independent, so that column i can be drawn alone.
template <class T>
concept column_sketch = sketch<T> &&
    requires(const T& s, const stream& words, std::span<double> a) {
  s.column(words, 0, a);
};

/// density, if it is a share above 0 and at most 1; std::invalid_argument otherwise.
[[nodiscard]] double checked_density(double density);

/// A = scale times independent entries of one law.
template <class Law>
struct entry_sketch {
  int rank;
  int width;
  double scale;
  Law law;

  entry_sketch(int rank_, int width_, double scale_, Law law_ = {})
      : rank(rank_), width(width_), scale(scale_), law(std::move(law_)) {
    check_shape(rank, width);
  }

  /// A of this trial into a rank x width matrix; throws std::invalid_argument for another shape.
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const {
    check_matrix(A, rank, width);
    // A panel after another through a small buffer, which stays in the cache.
    std::vector<double> panel(static_cast<std::size_t>(rank) * panel_width);
    for (int first = 0; first < width; first += panel_width) {
      law.rows(words, row(first), panel);
      unpack_panels(panel, scale, A.middleCols(first, std::min(panel_width, width - first)));
    }
  }

  /// Column i of the same A, 0 <= i < width, into `rank` numbers.
  void column(const stream& words, int i, std::span<double> a) const {
    check_column(i, a.size(), rank, width);
    law.lane(words, row(i), static_cast<std::size_t>(i % panel_width), a);
    for (double& x : a) {
      x *= scale;
    }
  }

  /// A / scale in panels, panel_size(rank, width) numbers.
  template <class T>
  void panels(const stream& words, std::span<T> out) const {
    law.rows(words, 0, out);
  }

 private:
  /// First row of sixteen elements of the panel that holds column i.
  [[nodiscard]] std::uint64_t row(int i) const {
    return static_cast<std::uint64_t>(i / panel_width) * static_cast<std::uint64_t>(rank);
  }
};

/// A_ij independent N(0, 1/rank): the canonical sketch. A'A is Wishart W_width(I/rank, rank).
struct gaussian_sketch : entry_sketch<normal_entries> {
  static constexpr std::string_view name = "gaussian";
  gaussian_sketch(int rank_, int width_)
      : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(rank_))) {}
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// A_ij independent uniform with variance 1/rank, on (-sqrt(3/rank), sqrt(3/rank)). Excess kurtosis
/// -6/5.
struct uniform_sketch : entry_sketch<uniform_entries> {
  static constexpr std::string_view name = "uniform";
  uniform_sketch(int rank_, int width_) : entry_sketch(rank_, width_, std::sqrt(3.0 / rank_)) {}
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// A_ij independent, +-1/sqrt(rank) with equal probability. Excess kurtosis -2.
struct rademacher_sketch : entry_sketch<sign_entries> {
  static constexpr std::string_view name = "rademacher";
  rademacher_sketch(int rank_, int width_)
      : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(rank_))) {}
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// A_ij independent, 0 with probability 1 - density, else +-1/sqrt(density rank) with equal
/// probability. Excess kurtosis 1/density - 3. Throws std::invalid_argument unless 0 < density
/// <= 1.
struct sparse_sign_sketch : entry_sketch<sparse_sign_entries> {
  static constexpr std::string_view name = "sparse_sign";
  sparse_sign_sketch(int rank_, int width_, double density)
      : entry_sketch(rank_, width_, 1 / std::sqrt(checked_density(density) * rank_), {density}) {}
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// PEFT's default initialisation (Kaiming uniform with a = sqrt 5): A_ij uniform on
/// (-1/sqrt(width), 1/sqrt(width)), variance 1/(3 width), so E[A'A] = rank/(3 width) I.
struct peft_default_sketch : entry_sketch<uniform_entries> {
  static constexpr std::string_view name = "peft_default";
  peft_default_sketch(int rank_, int width_)
      : entry_sketch(rank_, width_, 1 / std::sqrt(static_cast<double>(width_))) {}
  [[nodiscard]] double unit_mean() const { return rank / (3.0 * width); }
};

/// PEFT's init_lora_weights="gaussian": A_ij independent N(0, 1/rank^2), so E[A'A] = I/rank.
struct peft_gaussian_sketch : entry_sketch<normal_entries> {
  static constexpr std::string_view name = "peft_gaussian";
  peft_gaussian_sketch(int rank_, int width_) : entry_sketch(rank_, width_, 1.0 / rank_) {}
  [[nodiscard]] double unit_mean() const { return 1.0 / rank; }
};

/// A = scale Q with the rows of Q orthonormal, uniformly distributed (Haar): Q' is the orthogonal
/// factor of a width x rank matrix of normals, with the signs that make the diagonal of the
/// triangular factor positive (Mezzadri, Notices of the AMS 54, 2007). Its columns are not
/// independent, so the whole A is drawn.
struct orthonormal_sketch {
  int rank;
  int width;
  double scale;

  orthonormal_sketch(int rank_, int width_, double scale_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;
  void panels(const stream& words, std::span<double> out) const;
  void panels(const stream& words, std::span<float> out) const;

 private:
  [[nodiscard]] Eigen::MatrixXd rows(const stream& words) const;
};

/// A = sqrt(width/rank) Q: A'A = (width/rank) P with P the projector on a uniformly random subspace
/// of dimension rank.
struct haar_sketch : orthonormal_sketch {
  static constexpr std::string_view name = "haar";
  haar_sketch(int rank_, int width_)
      : orthonormal_sketch(rank_, width_, std::sqrt(static_cast<double>(width_) / rank_)) {}
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// A = Q, so A'A = P is the orthogonal projector on the row space of a Gaussian A: what LoRA-FA's
/// optimiser, which divides by A A', makes of the gradient. E[A'A] = rank/width I.
struct lora_fa_projector_sketch : orthonormal_sketch {
  static constexpr std::string_view name = "lora_fa_projector";
  lora_fa_projector_sketch(int rank_, int width_) : orthonormal_sketch(rank_, width_, 1) {}
  [[nodiscard]] double unit_mean() const { return static_cast<double>(rank) / width; }
};

}  // namespace loranoise::simulate
