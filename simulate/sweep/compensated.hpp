// Sums whose error does not grow with the number of terms: each is kept as its rounded value and
// the sum of all rounding errors so far.
//
// Knuth's TwoSum (TAOCP 2, 4.2.2, theorem B) gives a + b = s + e exactly, s rounded, for any sizes
// of a and b; the errors e are themselves added up plainly. The value after n terms is within one
// rounding, and n^2 u^2 of the sum of magnitudes (u = 1.1e-16), of the sum of the terms (Ogita,
// Rump & Oishi, SIAM J. Sci. Comput. 26, 2005, proposition 4.5), where plain addition is within
// n u. It needs a compiler that keeps to the order of additions.
#pragma once

#include <Eigen/Core>
#include <cmath>

namespace loranoise::simulate {

/// Adds x to high + low.
inline void add_compensated(double x, double& high, double& low) {
  const double sum = high + x;
  const double part = sum - high;
  low += (high - (sum - part)) + (x - part);
  high = sum;
}

/// A sum of numbers.
class compensated_sum {
 public:
  void add(double x) { add_compensated(x, high_, low_); }
  void merge(const compensated_sum& other) {
    add(other.high_);
    low_ += other.low_;
  }
  void subtract(const compensated_sum& other) {
    add(-other.high_);
    low_ -= other.low_;
  }
  /// Infinite where the sum has left the range of double, although its error is unknown there.
  [[nodiscard]] double value() const { return std::isfinite(high_) ? high_ + low_ : high_; }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.high_, self.low_);
  }

 private:
  double high_ = 0;
  double low_ = 0;
};

/// Sums of arrays of one shape, entry by entry.
class compensated_array {
 public:
  compensated_array() = default;
  compensated_array(Eigen::Index rows, Eigen::Index cols)
      : high_(Eigen::ArrayXXd::Zero(rows, cols)), low_(Eigen::ArrayXXd::Zero(rows, cols)) {}

  /// Adds all entries of an array of the same shape, given as one column (column after column), or
  /// an entrywise expression of it.
  template <class Derived>
  void add_flat(const Eigen::ArrayBase<Derived>& x) {
    static_assert(Derived::ColsAtCompileTime == 1);
    double* high = high_.data();
    double* low = low_.data();
    for (Eigen::Index k = 0; k < x.size(); ++k) add_compensated(x.coeff(k), high[k], low[k]);
  }
  /// Adds x to the block of its size whose first entry is (row, column).
  template <class Derived>
  void add_block(const Eigen::ArrayBase<Derived>& x, Eigen::Index row, Eigen::Index column) {
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      double* high = &high_(row, column + j);
      double* low = &low_(row, column + j);
      for (Eigen::Index i = 0; i < x.rows(); ++i) add_compensated(x.coeff(i, j), high[i], low[i]);
    }
  }
  void merge(const compensated_array& other) {
    add_flat(other.high_.reshaped());
    low_ += other.low_;
  }
  void subtract(const compensated_array& other) {
    add_flat(-other.high_.reshaped());
    low_ -= other.low_;
  }

  [[nodiscard]] Eigen::Index rows() const { return high_.rows(); }
  [[nodiscard]] Eigen::Index cols() const { return high_.cols(); }
  /// As compensated_sum::value.
  [[nodiscard]] Eigen::ArrayXXd value() const {
    return high_.isFinite().select(high_ + low_, high_);
  }

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.high_, self.low_);
  }

 private:
  Eigen::ArrayXXd high_;
  Eigen::ArrayXXd low_;
};

}  // namespace loranoise::simulate
