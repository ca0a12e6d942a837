// Small statistics that can be added to and merged, in double with compensated sums (see
// compensated.hpp): what a sweep keeps instead of its trials.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "simulate/sweep/compensated.hpp"

namespace loranoise::simulate {

/// Count, mean and central sums M_p = sum (x - mean)^p, p = 2, 3, 4, of one scalar. For numbers of
/// any mean: the sums are kept about the running mean, so nothing cancels. Updates by Pebay, Sandia
/// report SAND2008-6212.
class moments {
 public:
  void add(double x);
  void merge(const moments& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] double mean() const { return mean_.value(); }
  /// The central sums M2, M3, M4.
  [[nodiscard]] double sum2() const { return sum2_.value(); }
  [[nodiscard]] double sum3() const { return sum3_.value(); }
  [[nodiscard]] double sum4() const { return sum4_.value(); }
  /// M2 / (count - 1), unbiased; NaN below two numbers.
  [[nodiscard]] double variance() const;
  /// sqrt(variance / count): the standard error of the mean of independent numbers.
  [[nodiscard]] double standard_error() const;
  /// (M3 / n) / (M2 / n)^1.5, NaN without spread.
  [[nodiscard]] double skewness() const;
  /// (M4 / n) / (M2 / n)^2 - 3, NaN without spread.
  [[nodiscard]] double excess_kurtosis() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.count_, self.mean_, self.sum2_, self.sum3_, self.sum4_);
  }

 private:
  std::uint64_t count_ = 0;
  compensated_sum mean_;
  compensated_sum sum2_;
  compensated_sum sum3_;
  compensated_sum sum4_;
};

/// Power sums of every entry of a matrix over trials, to order 2 or 4. For entries whose mean is
/// not large against their spread (noise has mean zero): central moments are got from raw ones,
/// with an error of about 1e-16 (mean / deviation)^order relative.
class moment_field {
 public:
  /// Throws std::invalid_argument for an empty shape or an order other than 2 or 4.
  moment_field(Eigen::Index rows, Eigen::Index cols, int order);

  /// Throws std::invalid_argument for a matrix of another shape.
  void add(const Eigen::Ref<const Eigen::MatrixXd>& x);
  /// Throws std::invalid_argument for a field of another shape or order.
  void merge(const moment_field& other);

  /// For kernels that sum by themselves: adds to the sums of one power in the block of sum's size
  /// whose first entry is (row, column); and to the count. Throws std::invalid_argument where the
  /// block does not fit.
  void add_power_sum(int power, Eigen::Index row, Eigen::Index column,
                     const Eigen::Ref<const Eigen::ArrayXXd, 0, Eigen::OuterStride<>>& sum);
  void add_count(std::uint64_t trials) { count_ += trials; }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] int order() const { return static_cast<int>(sums_.size()); }
  [[nodiscard]] Eigen::Index rows() const { return sums_.front().rows(); }
  [[nodiscard]] Eigen::Index cols() const { return sums_.front().cols(); }
  /// Sum over trials of x^power, entry by entry, 1 <= power <= order.
  [[nodiscard]] Eigen::ArrayXXd power_sum(int power) const;
  /// Mean over trials of x^power, 1 <= power <= order.
  [[nodiscard]] Eigen::ArrayXXd raw_moment(int power) const;
  [[nodiscard]] Eigen::ArrayXXd mean() const { return raw_moment(1); }
  /// Mean over trials of (x - mean)^power, 2 <= power <= order, divided by the count.
  [[nodiscard]] Eigen::ArrayXXd central_moment(int power) const;
  /// The second central moment times count / (count - 1): unbiased.
  [[nodiscard]] Eigen::ArrayXXd variance() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.count_, self.sums_);
  }

 private:
  std::uint64_t count_ = 0;
  std::vector<compensated_array> sums_;  // entry p - 1 holds the sum of x^p
};

/// Counts in equal bins of [low, high), and beside them. NaN is counted as overflow.
class histogram {
 public:
  /// Throws std::invalid_argument unless low < high are finite and there is at least one bin.
  histogram(double low, double high, std::size_t bins);

  void add(double x);
  /// Throws std::invalid_argument for a histogram with other bins.
  void merge(const histogram& other);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] std::size_t bins() const { return counts_.size(); }
  /// Left edge of a bin; edge(bins()) is high.
  [[nodiscard]] double edge(std::size_t bin) const;
  [[nodiscard]] const std::vector<std::uint64_t>& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t underflow() const { return underflow_; }
  [[nodiscard]] std::uint64_t overflow() const { return overflow_; }
  /// Everything that was added, inside or outside.
  [[nodiscard]] std::uint64_t total() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.low_, self.high_, self.bins_per_unit_, self.counts_, self.underflow_,
            self.overflow_);
  }

 private:
  double low_;
  double high_;
  double bins_per_unit_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t underflow_ = 0;
  std::uint64_t overflow_ = 0;
};

}  // namespace loranoise::simulate
