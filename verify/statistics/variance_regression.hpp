// The variance of every entry of the noise as a sum of two parts, by least squares.
#pragma once

#include <Eigen/Core>
#include <limits>

namespace loranoise::verify {

/// Least squares of y_ki = a |g_k|^2 + b g_ki^2 over all entries, each weighted by 1/|g_k|^4 so
/// that rows of any size count alike. Rows of zeros have no noise and no weight. Where all entries
/// have the same share g_ki^2/|g_k|^2 the parts cannot be told apart: both come out as NaN.
class variance_regression {
 public:
  struct parts {
    double norm;    ///< a
    double square;  ///< b
  };

  explicit variance_regression(const Eigen::MatrixXd& g)
      : share_(Eigen::ArrayXXd::Zero(g.rows(), g.cols())),
        inverse_(Eigen::ArrayXd::Zero(g.rows())) {
    for (Eigen::Index k = 0; k < g.rows(); ++k) {
      const double norm = g.row(k).squaredNorm();
      if (norm == 0) continue;
      inverse_[k] = 1 / norm;
      share_.row(k) = g.row(k).array().square() / norm;
      entries_ += static_cast<double>(g.cols());
    }
    sum_ = share_.sum();
    squares_ = share_.square().sum();
    determinant_ = entries_ * squares_ - sum_ * sum_;
    constexpr double rounding = 1e-12;
    if (!(determinant_ > rounding * entries_ * squares_)) {
      determinant_ = std::numeric_limits<double>::quiet_NaN();
    }
  }

  [[nodiscard]] parts fit(const Eigen::ArrayXXd& y) const {
    const Eigen::ArrayXXd scaled = y.colwise() * inverse_;
    const double total = scaled.sum();
    const double shared = (scaled * share_).sum();
    return {(squares_ * total - sum_ * shared) / determinant_,
            (entries_ * shared - sum_ * total) / determinant_};
  }

  /// g_ki^2/|g_k|^2, the squared cosine of an entry; 0 in rows of zeros.
  [[nodiscard]] const Eigen::ArrayXXd& share() const { return share_; }

  /// The weights of y_ki/|g_k|^2 in a and b, rows of zeros included.
  [[nodiscard]] Eigen::ArrayXXd norm_weights() const {
    return (squares_ - sum_ * share_) / determinant_;
  }
  [[nodiscard]] Eigen::ArrayXXd square_weights() const {
    return (entries_ * share_ - sum_) / determinant_;
  }

 private:
  Eigen::ArrayXXd share_;
  Eigen::ArrayXd inverse_;
  double entries_ = 0;
  double sum_ = 0;
  double squares_ = 0;
  double determinant_ = 0;
};

}  // namespace loranoise::verify
