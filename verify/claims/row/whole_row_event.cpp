#include "verify/claims/row/whole_row_event.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numeric>

namespace loranoise::verify::claims {
namespace {

constexpr int side = whole_row_counts::side;

// Runs of neighbouring cells [first, last) of column i that belong to the event.
std::vector<std::pair<int, int>> runs(const whole_row_event& event, int i) {
  std::vector<std::pair<int, int>> found;
  for (int j = 0; j < side; ++j) {
    const int cell = side * i + j;
    if (!event.cells[static_cast<std::size_t>(cell)]) continue;
    if (!found.empty() && found.back().second == j) {
      found.back().second = j + 1;
    } else {
      found.emplace_back(j, j + 1);
    }
  }
  return found;
}

}  // namespace

whole_row_event choose_event(const whole_row_counts& counts) {
  const auto total = [](const std::vector<std::uint64_t>& c) {
    return std::accumulate(c.begin(), c.end(), std::uint64_t{0});
  };
  const double expected = static_cast<double>(total(counts.even)) / (side * side);
  whole_row_event event;
  event.trials = total(counts.odd);
  for (std::size_t c = 0; c < counts.even.size(); ++c) {
    event.cells.push_back(static_cast<double>(counts.even[c]) > expected);
    if (!event.cells.back()) continue;
    event.hits += counts.odd[c];
    event.gaussian += 1.0 / (side * side);
  }
  return event;
}

double exact_probability(const whole_row_event& event, int rank, Eigen::Index width) {
  const whole_row_grid grid(rank, width);
  const boost::math::chi_squared across(static_cast<double>(width - 1));
  const boost::math::gamma_distribution<double> along(rank / 2.0, 2.0 / rank);
  // Beyond these the gamma variate has no mass that would count. In s = x^2 its density is smooth
  // at 0 for rank 1 as well.
  constexpr double no_mass = 1e-9;
  const double end = std::sqrt(quantile(complement(along, no_mass)));
  double sum = 0;
  for (int i = 0; i < side; ++i) {
    const auto inside = runs(event, i);
    if (inside.empty()) continue;
    const auto line = static_cast<std::size_t>(i);
    const double low = i == 0 ? 0 : std::sqrt(std::max(0.0, grid.s[line - 1]));
    const double high = i == side - 1 ? end : std::sqrt(std::max(0.0, grid.s[line]));
    if (!(low < high)) continue;
    const auto integrand = [&](double x) {
      const double s = x * x;
      if (s < 1e-300) return 0.0;
      double p = 0;
      for (const auto& [first, last] : inside) {
        if (last < side) p += cdf(across, grid.w[static_cast<std::size_t>(last) - 1] / s);
        if (last == side) p += 1;
        if (first > 0) p -= cdf(across, grid.w[static_cast<std::size_t>(first) - 1] / s);
      }
      return 2 * x * pdf(along, s) * p;
    };
    constexpr int most_halvings = 8;
    constexpr double relative = exact_event_error / 10;
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(integrand, low, high,
                                                                         most_halvings, relative);
  }
  return sum;
}

}  // namespace loranoise::verify::claims
