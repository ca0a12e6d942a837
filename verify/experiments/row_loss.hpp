// The privacy loss of a released row.
#pragma once

#include <Eigen/Core>

namespace loranoise::verify {

/// L = log(density of v under u / under u') of a secret Gaussian sketch of this rank, in units of
/// |u|, which leaves L as it is.
class row_loss {
 public:
  /// u != 0 and u' != 0 of one width.
  row_loss(int rank, const Eigen::RowVectorXd& u, const Eigen::RowVectorXd& other);

  /// Of v/|u|. Infinity where u' cannot give v, minus infinity where u cannot.
  [[nodiscard]] double operator()(const Eigen::VectorXd& v) const;

 private:
  int rank_;
  Eigen::VectorXd u_;      // of length 1
  Eigen::VectorXd other_;  // u'/|u|
  double other_norm_;
};

}  // namespace loranoise::verify
