// How a sketch A (rank x width) lies in the stream and in the kernels: in panels of sixteen
// columns, row after row.
//
//   A(i, j) = scale * element 16 (rank (j / 16) + i) + j % 16
//
// A panel is then a run of `rank` vectors of sixteen, which is what the products read, and a column
// is one lane of consecutive vectors, so that it can be drawn alone at its own cost. The last panel
// is whole in the stream even where the width is no multiple of sixteen.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>

#include "simulate/random/stream.hpp"

namespace loranoise::simulate {

constexpr int panel_width = 16;

[[nodiscard]] constexpr std::size_t panel_count(int width) {
  return static_cast<std::size_t>((width + panel_width - 1) / panel_width);
}

/// Numbers in all panels of a rank x width sketch.
[[nodiscard]] constexpr std::size_t panel_size(int rank, int width) {
  return panel_count(width) * static_cast<std::size_t>(rank) * panel_width;
}

/// Throws std::invalid_argument unless width >= 1 and 1 <= rank <= width.
void check_shape(int rank, int width);
/// Throws std::invalid_argument unless A is rank x width.
void check_matrix(const Eigen::Ref<const Eigen::MatrixXd>& A, int rank, int width);
/// Throws std::invalid_argument unless `column` is in 0 .. width - 1 and `size` is the rank.
void check_column(int column, std::size_t size, int rank, int width);

/// A = scale * panels, panels as above (panel_size numbers).
void unpack_panels(std::span<const double> panels, double scale, Eigen::Ref<Eigen::MatrixXd> A);

/// panels = A, zero in the columns beyond the width.
template <class T>
void pack_panels(const Eigen::Ref<const Eigen::MatrixXd>& A, std::span<T> panels);
extern template void pack_panels<float>(const Eigen::Ref<const Eigen::MatrixXd>&, std::span<float>);
extern template void pack_panels<double>(const Eigen::Ref<const Eigen::MatrixXd>&,
                                         std::span<double>);

}  // namespace loranoise::simulate
