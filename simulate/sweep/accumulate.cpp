#include "simulate/sweep/accumulate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace loranoise::simulate {

void moments::add(double x) {
  // One number is a set with count 1, mean x and no spread: the merge below with M2 = M3 = M4 = 0.
  moments one;
  one.count_ = 1;
  one.mean_.add(x);
  merge(one);
}

void moments::merge(const moments& other) {
  if (other.count_ == 0) {
    return;
  }
  if (count_ == 0) {
    *this = other;
    return;
  }
  const auto na = static_cast<double>(count_);
  const auto nb = static_cast<double>(other.count_);
  const double n = na + nb;
  compensated_sum shift = other.mean_;
  shift.subtract(mean_);
  const double d = shift.value();
  // About the joint mean, set a lies off by -d nb/n and set b by d na/n. Expanding sum (x - mean_a
  // + shift)^p, where the first central sum vanishes:
  //   M2 = M2a + M2b + d^2 na nb / n
  //   M3 = M3a + M3b + d^3 na nb (na - nb) / n^2 + 3 d (na M2b - nb M2a) / n
  //   M4 = M4a + M4b + d^4 na nb (na^2 - na nb + nb^2) / n^3
  //        + 6 d^2 (na^2 M2b + nb^2 M2a) / n^2 + 4 d (na M3b - nb M3a) / n
  const double a = na / n;
  const double b = nb / n;
  const double step4 = d * d * d * d * na * b * (a * a - a * b + b * b) +
                       6 * d * d * (a * a * other.sum2() + b * b * sum2()) +
                       4 * d * (a * other.sum3() - b * sum3());
  const double step3 = d * d * d * na * b * (a - b) + 3 * d * (a * other.sum2() - b * sum2());
  sum4_.merge(other.sum4_);
  sum4_.add(step4);
  sum3_.merge(other.sum3_);
  sum3_.add(step3);
  sum2_.merge(other.sum2_);
  sum2_.add(d * d * na * b);
  mean_.add(d * b);
  count_ += other.count_;
}

double moments::variance() const {
  return count_ < 2 ? std::numeric_limits<double>::quiet_NaN()
                    : sum2() / static_cast<double>(count_ - 1);
}

double moments::standard_error() const {
  return std::sqrt(variance() / static_cast<double>(count_));
}

double moments::skewness() const {
  const auto n = static_cast<double>(count_);
  return sum3() / n / std::pow(sum2() / n, 1.5);
}

double moments::excess_kurtosis() const {
  return sum4() * static_cast<double>(count_) / (sum2() * sum2()) - 3;
}

moment_field::moment_field(Eigen::Index rows, Eigen::Index cols, int order) {
  if (rows < 1 || cols < 1) {
    throw std::invalid_argument("a moment field needs at least one row and one column");
  }
  if (order != 2 && order != 4) {
    throw std::invalid_argument("moment order " + std::to_string(order) +
                                " is not kept: choose 2 or 4");
  }
  sums_.assign(static_cast<std::size_t>(order), compensated_array(rows, cols));
}

void moment_field::add(const Eigen::Ref<const Eigen::MatrixXd>& x) {
  if (x.rows() != rows() || x.cols() != cols()) {
    throw std::invalid_argument(
        "a matrix of another shape than the moment field: give the same shape");
  }
  if (x.outerStride() != x.rows()) {  // a block of a larger matrix has gaps between its columns
    add(Eigen::MatrixXd(x));
    return;
  }
  const Eigen::Map<const Eigen::ArrayXd> a(x.data(), x.size());
  sums_[0].add_flat(a);
  sums_[1].add_flat(a.square());
  if (order() == 4) {
    sums_[2].add_flat(a.cube());
    sums_[3].add_flat(a.square().square());
  }
  ++count_;
}

void moment_field::merge(const moment_field& other) {
  if (other.rows() != rows() || other.cols() != cols() || other.order() != order()) {
    throw std::invalid_argument("moment fields of different shape or order cannot be merged");
  }
  for (std::size_t p = 0; p < sums_.size(); ++p) {
    sums_[p].merge(other.sums_[p]);
  }
  count_ += other.count_;
}

void moment_field::add_power_sum(
    int power, Eigen::Index row, Eigen::Index column,
    const Eigen::Ref<const Eigen::ArrayXXd, 0, Eigen::OuterStride<>>& sum) {
  if (power < 1 || power > order() || row < 0 || row + sum.rows() > rows() || column < 0 ||
      column + sum.cols() > cols()) {
    throw std::invalid_argument("a power sum that does not fit in the moment field");
  }
  sums_[static_cast<std::size_t>(power - 1)].add_block(sum, row, column);
}

Eigen::ArrayXXd moment_field::power_sum(int power) const {
  if (power < 1 || power > order()) {
    throw std::invalid_argument("power " + std::to_string(power) + " is not kept: choose 1 to " +
                                std::to_string(order()));
  }
  return sums_[static_cast<std::size_t>(power - 1)].value();
}

Eigen::ArrayXXd moment_field::raw_moment(int power) const {
  return power_sum(power) / static_cast<double>(count_);
}

Eigen::ArrayXXd moment_field::central_moment(int power) const {
  const Eigen::ArrayXXd m1 = raw_moment(1);
  // Binomial expansion of E (x - m1)^p.
  switch (power) {
    case 2:
      return raw_moment(2) - m1.square();
    case 3:
      return raw_moment(3) - 3 * m1 * raw_moment(2) + 2 * m1.cube();
    case 4:
      return raw_moment(4) - 4 * m1 * raw_moment(3) + 6 * m1.square() * raw_moment(2) -
             3 * m1.square().square();
    default:
      throw std::invalid_argument("central moment " + std::to_string(power) +
                                  " is not kept: choose 2, 3 or 4");
  }
}

Eigen::ArrayXXd moment_field::variance() const {
  const auto n = static_cast<double>(count_);
  return central_moment(2) * (n / (n - 1));
}

histogram::histogram(double low, double high, std::size_t bins)
    : low_(low),
      high_(high),
      bins_per_unit_(static_cast<double>(bins) / (high - low)),
      counts_(bins) {
  if (!std::isfinite(low) || !std::isfinite(high) || !(low < high) || bins == 0) {
    throw std::invalid_argument("a histogram needs finite edges low < high and at least one bin");
  }
}

void histogram::add(double x) {
  if (x < low_) {
    ++underflow_;
  } else if (x < high_) {
    const auto bin = static_cast<std::size_t>((x - low_) * bins_per_unit_);
    ++counts_[std::min(bin, counts_.size() - 1)];  // the product may round up at the last edge
  } else {
    ++overflow_;
  }
}

void histogram::merge(const histogram& other) {
  if (other.low_ != low_ || other.high_ != high_ || other.counts_.size() != counts_.size()) {
    throw std::invalid_argument("histograms with different bins cannot be merged");
  }
  for (std::size_t k = 0; k < counts_.size(); ++k) {
    counts_[k] += other.counts_[k];
  }
  underflow_ += other.underflow_;
  overflow_ += other.overflow_;
}

double histogram::edge(std::size_t bin) const {
  return bin >= counts_.size() ? high_ : low_ + static_cast<double>(bin) / bins_per_unit_;
}

std::uint64_t histogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), underflow_ + overflow_);
}

}  // namespace loranoise::simulate
