// How points of figures are made, and the figures that have a file of their own.
#pragma once

#include <string>
#include <vector>

#include "verify/figures/series.hpp"
#include "verify/statistics/estimate.hpp"

namespace loranoise::verify::detail {

using points = std::vector<series_point>;

inline void add_measured(points& out, const std::string& figure, const std::string& series,
                         double x, const estimate& e) {
  const interval range = e.interval_at(figure_alpha);
  out.push_back({figure, series, x, e.value(), range.low, range.high});
}

inline void add_exact(points& out, const std::string& figure, const std::string& series, double x,
                      double y) {
  out.push_back({figure, series, x, y, y, y});
}

/// A whole row's distance and a coordinate's, against the width at one rank.
void row_tv(const study& s, const laboratory& lab, points& out);

/// delta(epsilon) of one released row, for flat rows in a narrow and in a wide layer.
void privacy_profile(const study& s, const laboratory& lab, points& out);

}  // namespace loranoise::verify::detail
