#include "simulate/noise/literal.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "simulate/noise/literal_kernels.hpp"

namespace loranoise::simulate {
namespace {

constexpr Eigen::Index group_rows = 16;
// Below this many rows a vector along the rows would be mostly padding.
constexpr Eigen::Index fewest_batch_rows = 6;
// Long batches spread the cost of adding short sums to double; sketches are streamed, so they may
// go beyond the second-level cache (measured with AVX2 at 768 x 768, rank 64: half of this is 6 %
// slower, twice 5 %).
constexpr std::uint64_t batch_bytes = std::uint64_t{4096} * 1024;
constexpr std::uint64_t longest_batch = 32;

}  // namespace

template <class T>
literal_kernel<T>::literal_kernel(const Eigen::Ref<const Eigen::MatrixXd>& G, int rank, int order)
    : rows_(G.rows()),
      width_(G.cols()),
      rank_(rank),
      order_(order),
      by_rows_(rows_ < fewest_batch_rows),
      batch_(longest_batch) {
  check_shape(rank, static_cast<int>(width_));
  if (order != 2 && order != 4) {
    throw std::invalid_argument("moment order " + std::to_string(order) +
                                " is not kept: choose 2 or 4");
  }
  const std::size_t size = panel_size(rank, static_cast<int>(width_));
  const auto padded =
      static_cast<Eigen::Index>(panel_count(static_cast<int>(width_))) * panel_width;
  const Eigen::Index groups = (rows_ + group_rows - 1) / group_rows;
  const auto powers = static_cast<std::size_t>(order);
  if (by_rows_) {
    gradient_.assign(static_cast<std::size_t>(rows_ * padded), 0);
    for (Eigen::Index k = 0; k < rows_; ++k) {
      for (Eigen::Index j = 0; j < width_; ++j) {
        gradient_[static_cast<std::size_t>(k * padded + j)] = static_cast<T>(G(k, j));
      }
    }
    panels_.resize(size);
    projected_.resize(static_cast<std::size_t>(rank) * (panel_width + 1));
    short_sums_.assign(powers * gradient_.size(), 0);
  } else {
    gradient_.assign(static_cast<std::size_t>(groups * padded * group_rows), 0);
    for (Eigen::Index k = 0; k < rows_; ++k) {
      for (Eigen::Index j = 0; j < width_; ++j) {
        const Eigen::Index at = (k / group_rows * padded + j) * group_rows + k % group_rows;
        gradient_[static_cast<std::size_t>(at)] = static_cast<T>(G(k, j));
      }
    }
    batch_ = std::clamp<std::uint64_t>(batch_bytes / (size * sizeof(T)), 2, longest_batch);
    panels_.resize(batch_ * size);
    projected_.resize(batch_ * static_cast<std::size_t>(rank) * 2 * group_rows);
  }
  sums_.assign(powers * gradient_.size(), 0);
}

template <class T>
void literal_kernel<T>::check(int rank, int width, const moment_field& field) const {
  if (rank != rank_ || width != width_) {
    throw std::invalid_argument("the sketch is " + std::to_string(rank) + " x " +
                                std::to_string(width) + ": this kernel needs one of " +
                                std::to_string(rank_) + " x " + std::to_string(width_));
  }
  if (field.rows() != rows_ || field.cols() != width_ || field.order() != order_) {
    throw std::invalid_argument(
        "the moment field has another shape or order than the kernel: give it the same");
  }
}

template <class T>
std::span<T> literal_kernel<T>::sketch_of(std::uint64_t t) {
  const std::size_t size = panel_size(rank_, static_cast<int>(width_));
  return std::span<T>(panels_).subspan(by_rows_ ? 0 : t * size, size);
}

template <class T>
void literal_kernel<T>::add_rows(double squared_scale) {
  const std::size_t panels = panel_count(static_cast<int>(width_));
  for (Eigen::Index k = 0; k < rows_; ++k) {
    const std::size_t start = static_cast<std::size_t>(k) * panels * panel_width;
    const row_task<T> task{gradient_.data() + start,
                           panels_.data(),
                           panels,
                           static_cast<std::size_t>(rank_),
                           static_cast<T>(squared_scale),
                           T{-1},
                           projected_.data(),
                           short_sums_.data() + start,
                           gradient_.size(),
                           order_};
    project_row(task);
    add_row_powers(task);
  }
}

template <class T>
void literal_kernel<T>::add_batch(std::uint64_t trials, double squared_scale) {
  const auto groups = static_cast<std::size_t>((rows_ + group_rows - 1) / group_rows);
  add_batch_noise({gradient_.data(), panels_.data(), groups, panel_count(static_cast<int>(width_)),
                   static_cast<std::size_t>(rank_), static_cast<std::size_t>(trials),
                   static_cast<T>(squared_scale), projected_.data(), sums_.data(), gradient_.size(),
                   order_});
}

template <class T>
void literal_kernel<T>::flush() {
  for (std::size_t e = 0; e < short_sums_.size(); ++e) {
    sums_[e] += static_cast<double>(short_sums_[e]);
    short_sums_[e] = 0;
  }
}

template <class T>
void literal_kernel<T>::deliver(std::uint64_t trials, moment_field& field) {
  const auto padded =
      static_cast<Eigen::Index>(panel_count(static_cast<int>(width_))) * panel_width;
  // A few columns of the field and of all groups: they are pages that the processor still knows.
  constexpr Eigen::Index few_columns = 8;
  const Eigen::Index height = by_rows_ ? 1 : group_rows;
  using block = Eigen::Map<const Eigen::ArrayXXd, 0, Eigen::OuterStride<>>;
  for (int power = 1; power <= order_; ++power) {
    const double* sums = sums_.data() + static_cast<std::size_t>(power - 1) * gradient_.size();
    for (Eigen::Index j = 0; j < width_; j += few_columns) {
      for (Eigen::Index k = 0; k < rows_; k += height) {
        field.add_power_sum(power, k, j,
                            block(sums + k * padded + j * height, std::min(height, rows_ - k),
                                  std::min(few_columns, width_ - j), Eigen::OuterStride<>(height)));
      }
    }
  }
  field.add_count(trials);
  std::fill(sums_.begin(), sums_.end(), 0);
}

template class literal_kernel<float>;
template class literal_kernel<double>;

}  // namespace loranoise::simulate
