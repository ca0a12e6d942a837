#include "simulate/density.hpp"

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
  mean_ = Eigen::VectorXd::Zero(size);
  scatter_ = Eigen::MatrixXd::Zero(size, size);
}

void covariance::add(const Eigen::Ref<const Eigen::VectorXd>& x) {
  if (x.size() != mean_.size()) {
    throw std::invalid_argument("a vector of another size than the covariance: give the same size");
  }
  // With d = x - mean before x is added, the scatter grows by d d' n / (n + 1).
  const auto n = static_cast<double>(count_);
  const Eigen::VectorXd d = x - mean_;
  scatter_.selfadjointView<Eigen::Lower>().rankUpdate(d, n / (n + 1));
  mean_ += d / (n + 1);
  ++count_;
}

void covariance::merge(const covariance& other) {
  if (other.mean_.size() != mean_.size()) {
    throw std::invalid_argument("covariances of different sizes cannot be merged");
  }
  if (other.count_ == 0) {
    return;
  }
  // The joint scatter is the sum of both and d d' na nb / n, d the difference of the means.
  const auto na = static_cast<double>(count_);
  const auto nb = static_cast<double>(other.count_);
  const Eigen::VectorXd d = other.mean_ - mean_;
  scatter_ += other.scatter_;
  scatter_.selfadjointView<Eigen::Lower>().rankUpdate(d, na * nb / (na + nb));
  mean_ += d * (nb / (na + nb));
  count_ += other.count_;
}

Eigen::MatrixXd covariance::matrix() const {
  return Eigen::MatrixXd(scatter_.selfadjointView<Eigen::Lower>()) /
         static_cast<double>(count_ - 1);
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
    sums_[k] += value;
    squares_[k] += value * value;
  }
  ++count_;
}

void conditional_density::merge(const conditional_density& other) {
  if (other.points_ != points_) {
    throw std::invalid_argument("conditional densities at different points cannot be merged");
  }
  for (std::size_t k = 0; k < points_.size(); ++k) {
    sums_[k] += other.sums_[k];
    squares_[k] += other.squares_[k];
  }
  count_ += other.count_;
}

std::vector<double> conditional_density::density() const {
  std::vector<double> result(sums_);
  for (double& x : result) {
    x /= static_cast<double>(count_);
  }
  return result;
}

std::vector<double> conditional_density::standard_error() const {
  const auto n = static_cast<double>(count_);
  std::vector<double> result(points_.size());
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const double mean = sums_[k] / n;
    result[k] = std::sqrt(std::max(0.0, squares_[k] / n - mean * mean) / (n - 1));
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
