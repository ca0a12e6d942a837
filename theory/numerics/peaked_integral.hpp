// Logarithm of the integral of a positive function with one narrow peak somewhere in an interval,
// given its logarithm.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "theory/numerics/quadrature.hpp"

namespace loranoise::theory::detail {

/// The largest value of f between two points, by golden sections around a point that is above both.
/// Comparisons only, so that -infinity on a side does no harm.
struct peak_point {
  double at;
  double value;
};

template <class Function>
[[nodiscard]] peak_point climb(const Function& f, double from, peak_point best, double to) {
  constexpr double golden = 0.381966011250105;
  constexpr int steps = 36;  // to 1e-7 of the interval
  for (int i = 0; i < steps; ++i) {
    const bool right = to - best.at > best.at - from;
    const double probe = best.at + golden * (right ? to - best.at : from - best.at);
    const double value = f(probe);
    if (value > best.value) {
      (right ? from : to) = best.at;
      best = {probe, value};
    } else {
      (right ? to : from) = probe;
    }
  }
  return best;
}

/// Halvings of `length` after which the logarithm falls by less than 2 from the peak to the nearer
/// side.
template <class LogFunction>
[[nodiscard]] int levels_of_peak(const LogFunction& log_f, double peak, double length, double from,
                                 double to) {
  constexpr int most = 30;
  const double top = log_f(peak);
  for (int level = 0; level < most; ++level) {
    const double step = std::ldexp(length, -level);
    const double left = peak - step > from ? log_f(peak - step) : top;
    const double right = peak + step < to ? log_f(peak + step) : top;
    if (std::max(top - left, top - right) < 2) {
      return level;
    }
  }
  return most;
}

/// Drops the panels at both ends that cannot matter: the function falls from its peak on both
/// sides, so a panel holds at most its length times the larger of its ends.
template <class LogFunction>
void drop_negligible(std::vector<double>& edges, const LogFunction& log_f, double peak,
                     double top) {
  const double log_negligible = -46;  // 1e-20
  const auto negligible = [&](double inner, double outer) {
    return log_f(inner) + std::log(std::abs(inner - outer)) <
           top + log_negligible + std::log(std::abs(inner - peak));
  };
  std::size_t first = 0;
  while (first + 2 < edges.size() && edges[first + 1] < peak &&
         negligible(edges[first + 1], edges[first])) {
    ++first;
  }
  std::size_t last = edges.size() - 1;
  while (last > first + 1 && edges[last - 1] > peak && negligible(edges[last - 1], edges[last])) {
    --last;
  }
  edges.erase(edges.begin() + static_cast<std::ptrdiff_t>(last) + 1, edges.end());
  edges.erase(edges.begin(), edges.begin() + static_cast<std::ptrdiff_t>(first));
}

/// The peak is looked for on panels graded towards both ends (where the integrands of theory/ have
/// scales of their own), refined by Brent's method, and gets graded panels itself. Relative error
/// about 1e-13 in the integral.
template <class LogFunction>
[[nodiscard]] double log_integral_of_peak(const LogFunction& log_f, double from, double to) {
  constexpr int end_levels = 44;
  const double reach = 0.25 * (to - from);
  std::vector<double> edges;
  append_graded(edges, from, 2 * reach, end_levels);
  append_graded(edges, to, reach, end_levels);  // the middle is there already
  clip_edges(edges, from, to);
  std::size_t best = 1;
  double best_value = log_f(edges[1]);
  for (std::size_t i = 2; i + 1 < edges.size(); ++i) {
    const double value = log_f(edges[i]);
    if (value > best_value) {
      best = i;
      best_value = value;
    }
  }
  const auto [peak, top] =
      climb(log_f, edges[best - 1], {edges[best], best_value}, edges[best + 1]);
  if (!std::isfinite(top)) {
    return top;
  }
  const double highest = top;  // a structured binding cannot be captured (C++20, clang)
  append_graded(edges, peak, reach, levels_of_peak(log_f, peak, reach, from, to));
  clip_edges(edges, from, to);
  drop_negligible(edges, log_f, peak, top);
  const double area = integrate([&](double x) { return std::exp(log_f(x) - highest); }, edges,
                                tolerance{std::numeric_limits<double>::min(), 1e-11});
  return top + std::log(area);
}

}  // namespace loranoise::theory::detail
