// Globally adaptive Gauss-Kronrod quadrature over a list of panels, for integrands that are smooth
// between known edges.
#pragma once

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

namespace loranoise::theory::detail {

/// The larger of the two tolerances ends the refinement. The error estimate is |Kronrod - Gauss|,
/// some orders above the error of the Kronrod value that is returned.
struct tolerance {
  double absolute;
  double relative;
};

struct panel {
  double from;
  double to;
  double value;
  double error;

  friend bool operator<(const panel& a, const panel& b) { return a.error < b.error; }
};

template <class Function>
[[nodiscard]] panel kronrod_panel(const Function& f, double from, double to) {
  using kronrod = boost::math::quadrature::gauss_kronrod<double, 21>;
  using gauss = boost::math::quadrature::gauss<double, 10>;
  const auto& node = kronrod::abscissa();
  const auto& weight = kronrod::weights();
  const double middle = 0.5 * (from + to);
  const double half = 0.5 * (to - from);
  double fine = weight[0] * f(middle);
  double coarse = 0;
  for (std::size_t i = 1; i < node.size(); ++i) {
    const double pair = f(middle - half * node[i]) + f(middle + half * node[i]);
    fine += weight[i] * pair;
    if (i % 2 == 1) {  // the odd nodes are those of the 10-point Gauss rule
      coarse += gauss::weights()[i / 2] * pair;
    }
  }
  return {from, to, half * fine, std::abs(half * (fine - coarse))};
}

/// Integral of f over consecutive edges (at least two, ascending): the panel with the largest error
/// is halved until the sum of errors is within tolerance, or after max_splits (rounding then sets
/// the error). Panels are summed from the smallest up.
template <class Function>
[[nodiscard]] double integrate(const Function& f, const std::vector<double>& edges, tolerance goal,
                               int max_splits = 400) {
  std::vector<panel> panels;
  panels.reserve(edges.size() + static_cast<std::size_t>(max_splits));
  double total = 0;
  double error = 0;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (edges[i - 1] < edges[i]) {
      panels.push_back(kronrod_panel(f, edges[i - 1], edges[i]));
      total += panels.back().value;
      error += panels.back().error;
    }
  }
  std::make_heap(panels.begin(), panels.end());
  for (int split = 0; split < max_splits && !panels.empty() &&
                      error > std::max(goal.absolute, goal.relative * std::abs(total));
       ++split) {
    std::pop_heap(panels.begin(), panels.end());
    const panel worst = panels.back();
    panels.pop_back();
    const double middle = 0.5 * (worst.from + worst.to);
    total -= worst.value;
    error -= worst.error;
    for (const panel& half :
         {kronrod_panel(f, worst.from, middle), kronrod_panel(f, middle, worst.to)}) {
      total += half.value;
      error += half.error;
      panels.push_back(half);
      std::push_heap(panels.begin(), panels.end());
    }
  }
  std::sort(panels.begin(), panels.end(),
            [](const panel& a, const panel& b) { return std::abs(a.value) < std::abs(b.value); });
  double sum = 0;
  for (const panel& each : panels) {
    sum += each.value;
  }
  return sum;
}

/// Appends centre +- length 2^-j, j = 0..levels, and the centre: panels that shrink towards a point
/// where the integrand has a scale of its own.
inline void append_graded(std::vector<double>& edges, double centre, double length, int levels) {
  edges.push_back(centre);
  for (int j = 0; j <= levels; ++j) {
    edges.push_back(centre - std::ldexp(length, -j));
    edges.push_back(centre + std::ldexp(length, -j));
  }
}

/// Appends from, from * 2, ... up to `to`, both positive.
inline void append_doubling(std::vector<double>& edges, double from, double to) {
  double edge = from;
  while (edge < to) {
    edges.push_back(edge);
    edge *= 2;
  }
}

/// Appends from, from + step, ... up to `to`.
inline void append_steps(std::vector<double>& edges, double from, double to, double step) {
  const int count = static_cast<int>(std::ceil((to - from) / step));
  for (int i = 0; i < count; ++i) {
    edges.push_back(from + i * step);
  }
}

/// Sorts, keeps what lies strictly within (from, to) once, and adds both ends.
inline void clip_edges(std::vector<double>& edges, double from, double to) {
  std::erase_if(edges, [&](double edge) { return !(edge > from && edge < to); });
  edges.push_back(from);
  edges.push_back(to);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

}  // namespace loranoise::theory::detail
