// Densities and covariances from trials: mergeable, in double with compensated sums (see
// compensated.hpp), of a size that does not depend on the number of trials.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "simulate/sweep/compensated.hpp"

namespace loranoise::simulate {

/// Mean vector and full covariance matrix of vectors of one size. For small problems: size^2
/// numbers and operations a trial. Kept about the running mean, so nothing cancels; merged by the
/// formula of Chan, Golub & LeVeque (1979).
class covariance {
 public:
  /// Throws std::invalid_argument for a size below 1.
  explicit covariance(Eigen::Index size);

  /// Throws std::invalid_argument for a vector of another size.
  void add(const Eigen::Ref<const Eigen::VectorXd>& x);
  /// Throws std::invalid_argument for another size.
  void merge(const covariance& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] Eigen::VectorXd mean() const { return mean_.value().col(0); }
  /// Unbiased (divided by count - 1).
  [[nodiscard]] Eigen::MatrixXd matrix() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.count_, self.mean_, self.scatter_);
  }

 private:
  // The scatter grows by the lower half of weight d d'.
  void add_scatter(const Eigen::VectorXd& d, double weight);

  std::uint64_t count_ = 0;
  compensated_array mean_;
  compensated_array scatter_;  // the sum of (x - mean)(x - mean)'; only its lower half counts
};

/// The density of a number that is normal given something drawn: the mean over trials of the
/// conditional density, at fixed points. No bins, no bandwidth, unbiased at every point. Beside the
/// mean it keeps the sum of squares, for the standard error. For a coordinate of the noise of a
/// Gaussian sketch, condition on the column a_i: see column_condition.
class conditional_density {
 public:
  explicit conditional_density(std::vector<double> points);

  /// A trial in which the number is normal with this mean and deviation > 0. Throws
  /// std::invalid_argument otherwise.
  void add(double mean, double deviation);
  /// Throws std::invalid_argument for other points.
  void merge(const conditional_density& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const std::vector<double>& points() const { return points_; }
  [[nodiscard]] std::vector<double> density() const;
  /// Of the density at each point.
  [[nodiscard]] std::vector<double> standard_error() const;

  template <class Self, class Archive>
  static void fields(Self& self, Archive& archive) {
    archive(self.points_, self.sums_, self.squares_, self.count_);
  }

 private:
  std::vector<double> points_;
  std::vector<compensated_sum> sums_;
  std::vector<compensated_sum> squares_;
  std::uint64_t count_ = 0;
};

struct normal_condition {
  double mean;
  double deviation;
};

/// Given column i of a Gaussian sketch of any rank, N_ki is normal: A u = a_i u_i + w with w
/// independent of a_i and N(0, (|u|^2 - u_i^2)/r I), so N_ki = u_i (|a_i|^2 - 1) + a_i'w has mean
/// u_i (|a_i|^2 - 1) and variance
/// (|u|^2 - u_i^2) |a_i|^2 / r, r the length of the column. Throws std::invalid_argument for an
/// empty column or |u_i| > |u|.
[[nodiscard]] normal_condition column_condition(std::span<const double> column, double entry,
                                                double row_norm);

}  // namespace loranoise::simulate
