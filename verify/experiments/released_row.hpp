// One released row v = A'A u, drawn literally or in law.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "simulate/noise/in_law.hpp"
#include "simulate/random/stream.hpp"
#include "simulate/sketch/sketch.hpp"

namespace loranoise::verify {

/// Draws v/|u| for a row u != 0 and the Gaussian sketch. The literal product where A is small;
/// wider rows in law, in float where entries are many and s = <u, v>/|u|^2 is not near 0 (rank
/// fewest_for_float or more), since 1 + noise must keep its digits.
class released_row {
 public:
  static constexpr Eigen::Index largest_literal = 256;  ///< entries of A
  static constexpr int fewest_for_float = 4;
  static constexpr Eigen::Index narrowest_for_float = 1024;

  released_row(const Eigen::RowVectorXd& u, int rank);

  /// v/|u| of this trial; valid until the next.
  const Eigen::VectorXd& draw(const simulate::stream& words);

  /// Nanoseconds a draw, roughly.
  [[nodiscard]] static double cost(Eigen::Index width, int rank);
  [[nodiscard]] static bool is_literal(Eigen::Index width, int rank) {
    return width * rank <= largest_literal;
  }

 private:
  Eigen::VectorXd u_;  // of length 1
  Eigen::VectorXd v_;
  simulate::gaussian_sketch sketch_;
  Eigen::MatrixXd a_;
  std::optional<simulate::row_in_law<double>> wide_;
  std::optional<simulate::row_in_law<float>> wide_float_;
  std::vector<float> noise_;
};

}  // namespace loranoise::verify
