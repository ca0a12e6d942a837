// The table of injectors: the ways in which neighbouring works put noise on a gradient, each at the
// shape at which it is looked at, with what theory says of it (theory/doc/11-injectors.md).
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "simulate/gradients/gradient.hpp"
#include "simulate/random/stream.hpp"
#include "verify/experiments/injector_events.hpp"

namespace loranoise::verify {

/// Draws the noise of one row of a gradient; simulate/noise/injectors.hpp. Not for two threads at
/// once; copies are independent.
using injector_draw = std::function<void(const simulate::stream&, const Eigen::MatrixXd& gradient,
                                         Eigen::Index row, Eigen::RowVectorXd& noise)>;

struct injector_family {
  std::string_view name;
  int rank;  ///< or directions, coordinates kept
  int width;
  injector_draw (*make)();
  /// E estimate = gain G where the factor that makes it 1 is left out; 0 where nothing of the
  /// gradient would be left.
  double gain_without_scale;
  /// Of entries (row, i) and (row, j) of the noise; the variance for i = j.
  double (*covariance)(const Eigen::MatrixXd& gradient, Eigen::Index row, Eigen::Index i,
                       Eigen::Index j);
  std::optional<injector_law> (*law)();  ///< nothing where it has no closed form
  /// The only gradients that it acts on, if it is not for any.
  std::vector<simulate::gradient> (*own_gradients)() = nullptr;
};

/// Rows of the gradients that injectors are looked at on: a sketch from the left sees a column.
inline constexpr int injector_height = 4;

/// All injectors, the canonical sketch first.
[[nodiscard]] const std::vector<injector_family>& injector_table();

/// injector_height equal rows of length 1 with `columns` equal entries.
[[nodiscard]] simulate::gradient flat_gradient(int columns);

}  // namespace loranoise::verify
