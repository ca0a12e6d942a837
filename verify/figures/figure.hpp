// What a figure is made of: lines, each with its points. Drawn by the module of plots/ that bears
// the figure's name.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "verify/statistics/estimate.hpp"

namespace loranoise::verify {

/// Which line of its figure a point belongs to. Set are those that tell the lines apart or that the
/// figure names; what varies along a line is its x.
struct figure_line {
  /// What it shows: "measured", "exact", "floor" ..., as the figure's module reads it.
  std::string kind = {};
  std::optional<std::string> gradient = {};
  std::optional<int> rank = {};
  std::optional<int> width = {};
  std::optional<double> rho = {};  ///< cosine
  std::optional<double> tau = {};  ///< ratio of two rows' norms

  /// The line of another kind at the same place.
  [[nodiscard]] figure_line of_kind(std::string other) const {
    figure_line line = *this;
    line.kind = std::move(other);
    return line;
  }
};

struct series_point {
  std::string figure;
  figure_line line;
  double x;
  double y;
  double low;  ///< of the interval; y itself for formulas
  double high;
};

/// Level of the intervals drawn in figures: each covers with probability 99.9 %.
inline constexpr double figure_alpha = 1e-3;

/// Gathers the points of one figure.
class figure_points {
 public:
  explicit figure_points(std::string figure) : figure_(std::move(figure)) {}

  void add_measured(const figure_line& line, double x, const estimate& e) {
    add(line, x, e.value(), e.interval_at(figure_alpha));
  }
  void add_exact(const figure_line& line, double x, double y) { add(line, x, y, {y, y}); }
  void add(const figure_line& line, double x, double y, const interval& range) {
    points_.push_back({figure_, line, x, y, range.low, range.high});
  }

  [[nodiscard]] std::vector<series_point> take() { return std::move(points_); }

 private:
  std::string figure_;
  std::vector<series_point> points_;
};

}  // namespace loranoise::verify
