// How every experiment is cut into blocks, and how fields of block means become means with standard
// errors.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <string>

#include "simulate/sweep.hpp"
#include "verify/experiment.hpp"

namespace loranoise::verify {

/// sweep_blocks equal blocks that hold `trials` trials or a few more.
inline simulate::sweep_plan plan_sweep(const sweep_settings& settings, const std::string& name,
                                       std::uint64_t trials) {
  const std::uint64_t block = (trials + sweep_blocks - 1) / sweep_blocks;
  return {settings.seed, name, block * sweep_blocks, block};
}

/// The settings' progress takes increments, a sweep reports totals.
inline simulate::sweep_progress as_increments(const sweep_settings& settings) {
  if (!settings.progress) return {};
  return [last = std::uint64_t{0}, report = settings.progress](std::uint64_t done) mutable {
    report(done - last);
    last = done;
  };
}

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
