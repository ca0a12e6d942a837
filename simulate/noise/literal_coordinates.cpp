#include "simulate/noise/literal_coordinates.hpp"

#include <stdexcept>
#include <string>

#include "simulate/noise/literal_kernels.hpp"
#include "simulate/sketch/panels.hpp"

namespace loranoise::simulate {

literal_coordinates::literal_coordinates(const Eigen::Ref<const Eigen::VectorXd>& row,
                                         std::span<const Eigen::Index> columns, int rank)
    : rank_(rank),
      width_(static_cast<int>(row.size())),
      columns_(columns.begin(), columns.end()),
      row_(panel_count(width_) * panel_width, 0) {
  check_shape(rank, width_);
  for (const Eigen::Index column : columns_) {
    if (column < 0 || column >= row.size()) {
      throw std::invalid_argument("column " + std::to_string(column) + " is outside a row of " +
                                  std::to_string(width_) + " entries: choose one of its own");
    }
    entries_.push_back(row[column]);
  }
  for (Eigen::Index i = 0; i < row.size(); ++i) {
    row_[static_cast<std::size_t>(i)] = static_cast<float>(row[i]);
  }
  panels_.resize(panel_size(rank, width_));
  projected_.resize(static_cast<std::size_t>(rank) * 17);
}

void literal_coordinates::check(int rank, int width, std::size_t outputs) const {
  if (rank == rank_ && width == width_ && outputs == columns_.size()) return;
  throw std::invalid_argument(
      "the sketch or the output has another shape than was prepared for: "
      "give the same rank, width and columns");
}

void literal_coordinates::multiply(double scale, std::span<double> noise) {
  const auto rank = static_cast<std::size_t>(rank_);
  project_row({row_.data(), panels_.data(), panel_count(width_), rank, 1.0F, 0.0F,
               projected_.data(), nullptr, 0, 2});
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto column = static_cast<std::size_t>(columns_[c]);
    const float* a =
        panels_.data() + column / panel_width * rank * panel_width + column % panel_width;
    double sum = 0;
    for (std::size_t i = 0; i < rank; ++i) {
      sum += static_cast<double>(a[i * panel_width]) * static_cast<double>(projected_[i]);
    }
    noise[c] = scale * sum - entries_[c];
  }
}

}  // namespace loranoise::simulate
