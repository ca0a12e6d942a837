// Sketches A (rank x width) with structure: frames, Hadamard rows, column-regular signs, masks and
// directions on a sphere. All have E[A'A] = I.
//
// These are the ways in which neighbouring works compress or perturb a gradient
// (theory/doc/11-injectors.md has their variances). Constructors throw std::invalid_argument for a
// shape that the sketch does not have. A choice among n places is drawn from 32 bits, so that
// places differ by at most n/2^32 in probability.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <memory>
#include <numbers>
#include <span>
#include <string_view>

#include "simulate/random/stream.hpp"
#include "simulate/sketch/panels.hpp"

namespace loranoise::simulate {

/// Panels of a sketch whose columns depend on each other: drawn whole by `fill`, then packed.
template <class Drawn>
struct drawn_whole {
  template <class T>
  void panels(const stream& words, std::span<T> out) const {
    const auto& drawn = static_cast<const Drawn&>(*this);
    Eigen::MatrixXd A(drawn.rank, drawn.width);
    drawn.fill(words, A);
    pack_panels<T>(A / drawn.scale, out);
  }
  [[nodiscard]] double unit_mean() const { return 1; }
};

/// An equiangular tight frame whose columns get random signs: A'A = D (I + C/sqrt(width - 1)) D, C
/// the conference matrix of Paley. It needs rank = width/2 and width - 1 a prime of the form 4 k +
/// 1: widths 6, 14, 18, 30, 38, ...
struct equiangular_sketch : drawn_whole<equiangular_sketch> {
  static constexpr std::string_view name = "equiangular";
  int rank;
  int width;
  double scale = std::numbers::sqrt2;

  equiangular_sketch(int rank_, int width_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;

 private:
  std::shared_ptr<const Eigen::MatrixXd> frame_;
};

/// The conference matrix of Paley of order `width`: symmetric, zero on the diagonal, +-1 elsewhere,
/// C C' = (width - 1) I. std::invalid_argument unless width - 1 is a prime of the form 4 k + 1.
[[nodiscard]] Eigen::MatrixXd conference_matrix(int width);

/// Rows of the Hadamard matrix of Sylvester, columns with random signs, over sqrt(rank). The width
/// is a power of two.
struct hadamard_rows {
  int rank;
  int width;
  double scale;
  bool with_replacement;

  hadamard_rows(int rank_, int width_, bool with_replacement_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;
};

/// Subsampled randomised Hadamard transform (SRHT): different rows.
struct hadamard_sketch : hadamard_rows, drawn_whole<hadamard_sketch> {
  static constexpr std::string_view name = "srht";
  hadamard_sketch(int rank_, int width_) : hadamard_rows(rank_, width_, false) {}
};

/// The same where each row is drawn anew.
struct repeated_hadamard_sketch : hadamard_rows, drawn_whole<repeated_hadamard_sketch> {
  static constexpr std::string_view name = "srht_with_replacement";
  repeated_hadamard_sketch(int rank_, int width_) : hadamard_rows(rank_, width_, true) {}
};

/// Each column has `per_column` entries +-1/sqrt(per_column) in different places, the others are 0.
/// 1 <= per_column <= rank.
struct column_signs {
  int rank;
  int width;
  double scale;
  int per_column;

  column_signs(int rank_, int width_, int per_column_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;
};

/// CountSketch: one entry in each column.
struct count_sketch : column_signs, drawn_whole<count_sketch> {
  static constexpr std::string_view name = "count_sketch";
  count_sketch(int rank_, int width_) : column_signs(rank_, width_, 1) {}
};

/// OSNAP: several.
struct osnap_sketch : column_signs, drawn_whole<osnap_sketch> {
  static constexpr std::string_view name = "osnap";
  osnap_sketch(int rank_, int width_, int per_column_) : column_signs(rank_, width_, per_column_) {}
};

/// A mask that keeps exactly `rank` of the coordinates, as a sketch: A'A is diagonal with
/// width/rank where a coordinate is kept.
struct fixed_mask_sketch : drawn_whole<fixed_mask_sketch> {
  static constexpr std::string_view name = "fixed_mask";
  int rank;
  int width;
  double scale;

  fixed_mask_sketch(int rank_, int width_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;
};

/// Zero-order descent along directions on the sphere of radius sqrt(width): the rows of A are
/// independent ones over sqrt(rank). (Along normal directions it is gaussian_sketch.)
struct sphere_sketch : drawn_whole<sphere_sketch> {
  static constexpr std::string_view name = "sphere_directions";
  int rank;
  int width;
  double scale;

  sphere_sketch(int rank_, int width_);
  void fill(const stream& words, Eigen::Ref<Eigen::MatrixXd> A) const;
};

}  // namespace loranoise::simulate
