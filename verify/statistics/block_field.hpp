// Fields of block means become means with standard errors.
#pragma once

#include <Eigen/Core>
#include <cmath>

namespace loranoise::verify {

/// Running mean and spread of block means, entry by entry (Welford).
class block_field {
 public:
  block_field(Eigen::Index rows, Eigen::Index cols)
      : mean_(Eigen::ArrayXXd::Zero(rows, cols)), squares_(Eigen::ArrayXXd::Zero(rows, cols)) {}

  void add(const Eigen::ArrayXXd& block_mean) {
    ++count_;
    const Eigen::ArrayXXd step = block_mean - mean_;
    mean_ += step / count_;
    squares_ += step * (block_mean - mean_);
  }

  [[nodiscard]] const Eigen::ArrayXXd& mean() const { return mean_; }
  [[nodiscard]] Eigen::ArrayXXd standard_error() const {
    return (squares_ / (count_ * (count_ - 1))).sqrt();
  }

 private:
  double count_ = 0;
  Eigen::ArrayXXd mean_, squares_;
};

}  // namespace loranoise::verify
