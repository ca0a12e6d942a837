#include "simulate/noise/in_law.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "simulate/noise/literal_kernels.hpp"
#include "simulate/random/gamma.hpp"
#include "simulate/random/normal.hpp"

namespace loranoise::simulate {
namespace {

// Elements of a trial: the chi-squared has the far end (2^32 double elements in), what is drawn
// beside it the near one.
constexpr std::uint64_t chi_squared_block = std::uint64_t{1} << 27;
constexpr std::uint64_t trials_between_flushes = 32;

}  // namespace

coordinate_in_law::coordinate_in_law(double entry, double row_norm, int rank)
    : entry_(entry), other_norm_(std::sqrt(row_norm * row_norm - entry * entry)), rank_(rank) {
  if (!(row_norm >= std::abs(entry)) || !std::isfinite(row_norm)) {
    throw std::invalid_argument("a row norm of " + std::to_string(row_norm) +
                                " cannot hold an entry of " + std::to_string(entry) +
                                ": give the norm of the whole row");
  }
  if (rank < 1) {
    throw std::invalid_argument("rank " + std::to_string(rank) +
                                " is not positive: choose 1 or more");
  }
}

double coordinate_in_law::operator()(const stream& words) const {
  const double s = chi_squared(words, chi_squared_block, rank_) / rank_;
  return entry_ * (s - 1) + other_norm_ * std::sqrt(s / rank_) * normal(words, 0);
}

template <class T>
row_in_law<T>::row_in_law(const Eigen::Ref<const Eigen::VectorXd>& row, int rank, int order)
    : width_(row.size()), rank_(rank), order_(order), norm_(row.norm()), projected_(17) {
  check_shape(rank, static_cast<int>(width_));
  if (order != 2 && order != 4) {
    throw std::invalid_argument("moment order " + std::to_string(order) +
                                " is not kept: choose 2 or 4");
  }
  if (!(norm_ > 0)) {
    throw std::invalid_argument("a row of zeros has no noise: give another");
  }
  const std::size_t padded = panel_count(static_cast<int>(width_)) * panel_width;
  row_.assign(padded, 0);
  for (Eigen::Index i = 0; i < width_; ++i) {
    row_[static_cast<std::size_t>(i)] = static_cast<T>(row[i]);
  }
  normals_.assign(padded, 0);
  short_sums_.assign(padded * static_cast<std::size_t>(order), 0);
  sums_.assign(short_sums_.size(), 0);
}

template <class T>
typename row_in_law<T>::weights row_in_law<T>::prepare(const stream& words) {
  const double s = chi_squared(words, chi_squared_block, rank_) / rank_;
  fill_normal(words, 0, normals_);
  project_row({row_.data(), normals_.data(), normals_.size() / panel_width, 1, T{1}, T{0},
               projected_.data(), nullptr, 0, order_});
  const double normal = norm_ * std::sqrt(s / rank_);
  const double along = static_cast<double>(projected_[0]) / (norm_ * norm_);
  return {static_cast<T>(s - 1 - normal * along), static_cast<T>(normal)};
}

template <class T>
void row_in_law<T>::run(stream first, std::uint64_t trials, moment_field& field) {
  if (field.rows() != 1 || field.cols() != width_ || field.order() != order_) {
    throw std::invalid_argument(
        "the moment field has another shape or order than the kernel: give it the same");
  }
  const auto flush = [&] {
    for (std::size_t e = 0; e < sums_.size(); ++e) {
      sums_[e] += static_cast<double>(short_sums_[e]);
      short_sums_[e] = 0;
    }
  };
  for (std::uint64_t t = 0; t < trials; ++t) {
    const weights w = prepare({first.seed, first.experiment, first.trial + t});
    projected_[0] = w.normal;
    add_row_powers({row_.data(), normals_.data(), normals_.size() / panel_width, 1, T{1}, w.own,
                    projected_.data(), short_sums_.data(), row_.size(), order_});
    if ((t + 1) % trials_between_flushes == 0) {
      flush();
    }
  }
  flush();
  for (int power = 1; power <= order_; ++power) {
    const double* sums = sums_.data() + static_cast<std::size_t>(power - 1) * row_.size();
    field.add_power_sum(power, 0, 0, Eigen::Map<const Eigen::ArrayXXd>(sums, 1, width_));
  }
  field.add_count(trials);
  std::fill(sums_.begin(), sums_.end(), 0);
}

template <class T>
void row_in_law<T>::draw(const stream& words, std::span<T> out) {
  if (out.size() != static_cast<std::size_t>(width_)) {
    throw std::invalid_argument("the output has another width than the row: give it the same");
  }
  const weights w = prepare(words);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = w.own * row_[i] + w.normal * normals_[i];
  }
}

template class row_in_law<float>;
template class row_in_law<double>;

rows_in_law::rows_in_law(const Eigen::Ref<const Eigen::MatrixXd>& G, int rank)
    : rank_(rank), G_(G) {
  const auto width = static_cast<int>(G.cols());
  check_shape(rank, width);
  if (G.rows() > G.cols()) {
    throw std::invalid_argument("G has " + std::to_string(G.rows()) + " rows and width " +
                                std::to_string(width) + ": take at most as many rows as columns");
  }
  const Eigen::Index k = G.rows();
  const Eigen::MatrixXd transposed = G.transpose();
  const Eigen::HouseholderQR<Eigen::MatrixXd> factor(transposed);
  Q_ = factor.householderQ() * Eigen::MatrixXd::Identity(width, k);
  L_ = factor.matrixQR().topRows(k).triangularView<Eigen::Upper>().transpose();
  W_.resize(rank, k);
  Z_.resize(std::min<Eigen::Index>(rank, k), width);
}

void rows_in_law::draw(const stream& words, Eigen::Ref<Eigen::MatrixXd> N) {
  if (N.rows() != G_.rows() || N.cols() != G_.cols()) {
    throw std::invalid_argument("the output has another shape than the gradient: give it the same");
  }
  const auto elements = [](Eigen::MatrixXd& x) {
    return std::span<double>(x.data(), static_cast<std::size_t>(x.size()));
  };
  fill_normal(words, 0, elements(W_));
  fill_normal(words, static_cast<std::uint64_t>(W_.size()), elements(Z_));
  const double scale = 1 / std::sqrt(static_cast<double>(rank_));
  W_ *= scale;
  Z_ *= scale;
  const Eigen::HouseholderQR<Eigen::MatrixXd> factor(W_);
  const Eigen::MatrixXd C =
      factor.matrixQR().topRows(Z_.rows()).triangularView<Eigen::Upper>().transpose();
  Eigen::MatrixXd along = W_.transpose() * W_;
  along.noalias() -= C * (Z_ * Q_);
  const Eigen::MatrixXd LC = L_ * C;
  N.noalias() = LC * Z_;
  N.noalias() += (L_ * along) * Q_.transpose();
  N -= G_;
}

}  // namespace loranoise::simulate
