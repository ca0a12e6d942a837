#include "verify/experiments/row_loss.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "theory/row/law.hpp"

namespace loranoise::verify {

row_loss::row_loss(int rank, const Eigen::RowVectorXd& u, const Eigen::RowVectorXd& other)
    : rank_(rank),
      u_(u.transpose() / u.norm()),
      other_(other.transpose() / u.norm()),
      other_norm_(other.norm() / u.norm()) {}

double row_loss::operator()(const Eigen::VectorXd& v) const {
  const auto width = static_cast<double>(u_.size());
  const double s = u_.dot(v);
  const double s_other = other_.dot(v) / (other_norm_ * other_norm_);
  if (s_other <= 0) return std::numeric_limits<double>::infinity();
  if (s <= 0) return -std::numeric_limits<double>::infinity();
  // Rounding may leave |v| a little below its part along u or u'.
  const double length = std::max({v.norm(), s, s_other * other_norm_});
  return theory::row_log_density(rank_, width, 1, s, length) -
         theory::row_log_density(rank_, width, other_norm_, s_other, length);
}

}  // namespace loranoise::verify
