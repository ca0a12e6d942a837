#include "simulate/sweep/density.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace loranoise::simulate {

covariance::covariance(Eigen::Index size) {
  if (size < 1) {
    throw std::invalid_argument("a covariance of size " + std::to_string(size) +
                                ": choose a size of 1 or more");
  }
  mean_ = compensated_array(size, 1);
  scatter_ = compensated_array(size, size);
}

void covariance::add_scatter(const Eigen::VectorXd& d, double weight) {
  Eigen::MatrixXd step = Eigen::MatrixXd::Zero(d.size(), d.size());
  step.selfadjointView<Eigen::Lower>().rankUpdate(d, weight);
  scatter_.add_flat(step.reshaped().array());
}

void covariance::add(const Eigen::Ref<const Eigen::VectorXd>& x) {
  if (x.size() != mean_.rows()) {
    throw std::invalid_argument("a vector of another size than the covariance: give the same size");
  }
  // With d = x - mean before x is added, the scatter grows by d d' n / (n + 1).
  const auto n = static_cast<double>(count_);
  compensated_array shift(x.size(), 1);
  shift.add_flat(x.array());
  shift.subtract(mean_);
  const Eigen::VectorXd d = shift.value().col(0);
  add_scatter(d, n / (n + 1));
  mean_.add_flat(d.array() / (n + 1));
  ++count_;
}

void covariance::merge(const covariance& other) {
  if (other.mean_.rows() != mean_.rows()) {
    throw std::invalid_argument("covariances of different sizes cannot be merged");
  }
  if (other.count_ == 0) {
    return;
  }
  // The joint scatter is the sum of both and d d' na nb / n, d the difference of the means.
  const auto na = static_cast<double>(count_);
  const auto nb = static_cast<double>(other.count_);
  compensated_array shift = other.mean_;
  shift.subtract(mean_);
  const Eigen::VectorXd d = shift.value().col(0);
  scatter_.merge(other.scatter_);
  add_scatter(d, na * nb / (na + nb));
  mean_.add_flat(d.array() * (nb / (na + nb)));
  count_ += other.count_;
}

Eigen::MatrixXd covariance::matrix() const {
  const Eigen::MatrixXd scatter = scatter_.value();
  return Eigen::MatrixXd(scatter.selfadjointView<Eigen::Lower>()) / static_cast<double>(count_ - 1);
}

conditional_density::conditional_density(std::vector<double> points)
    : points_(std::move(points)), sums_(points_.size()), squares_(points_.size()) {}

void conditional_density::add(double mean, double deviation) {
  if (!(deviation > 0) || !std::isfinite(mean)) {
    throw std::invalid_argument("a conditional law of deviation " + std::to_string(deviation) +
                                " has no density: give one above 0");
  }
  const double peak = 1 / (std::sqrt(2 * std::numbers::pi) * deviation);
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const double z = (points_[k] - mean) / deviation;
    const double value = peak * std::exp(-z * z / 2);
    sums_[k].add(value);
    squares_[k].add(value * value);
  }
  ++count_;
}

void conditional_density::merge(const conditional_density& other) {
  if (other.points_ != points_) {
    throw std::invalid_argument("conditional densities at different points cannot be merged");
  }
  for (std::size_t k = 0; k < points_.size(); ++k) {
    sums_[k].merge(other.sums_[k]);
    squares_[k].merge(other.squares_[k]);
  }
  count_ += other.count_;
}

std::vector<double> conditional_density::density() const {
  std::vector<double> result(points_.size());
  for (std::size_t k = 0; k < points_.size(); ++k) {
    result[k] = sums_[k].value() / static_cast<double>(count_);
  }
  return result;
}

std::vector<double> conditional_density::standard_error() const {
  const auto n = static_cast<double>(count_);
  std::vector<double> result(points_.size());
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const double mean = sums_[k].value() / n;
    result[k] = std::sqrt(std::max(0.0, squares_[k].value() / n - mean * mean) / (n - 1));
  }
  return result;
}

normal_condition column_condition(std::span<const double> column, double entry, double row_norm) {
  if (column.empty() || !(row_norm >= std::abs(entry))) {
    throw std::invalid_argument("a condition needs a column and a row norm that holds the entry");
  }
  const double square = std::inner_product(column.begin(), column.end(), column.begin(), 0.0);
  const double others = row_norm * row_norm - entry * entry;
  return {entry * (square - 1), std::sqrt(others * square / static_cast<double>(column.size()))};
}

}  // namespace loranoise::simulate
