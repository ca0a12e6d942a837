#include "theory/row/event_probability.hpp"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <cstddef>
#include <utility>

#include "theory/numerics/gamma_law.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

// Runs of neighbouring cells [first, last) along w, at the i-th place along s.
std::vector<std::pair<std::size_t, std::size_t>> runs_along_w(const row_event& event,
                                                              std::size_t i) {
  const std::size_t side = event.w_lines.size() + 1;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t j = 0; j < side; ++j) {
    if (!event.inside[side * i + j]) continue;
    if (!found.empty() && found.back().second == j) {
      found.back().second = j + 1;
    } else {
      found.emplace_back(j, j + 1);
    }
  }
  return found;
}

}  // namespace

double row_event_probability(const row_event& event, double rank, double width) {
  detail::require_rank(rank);
  detail::require(width >= 2 && std::isfinite(width), "width must be finite and at least 2", width);
  const std::size_t columns = event.s_lines.size() + 1;
  const std::size_t side = event.w_lines.size() + 1;
  detail::require(event.inside.size() == columns * side, "an event needs a word for every cell",
                  static_cast<double>(event.inside.size()));
  const boost::math::gamma_distribution<double> along(rank / 2, 2 / rank);
  // Beyond this the gamma variate has no mass that would count. In s = x^2 its density is smooth at
  // 0 for rank 1 as well.
  constexpr double no_mass = 1e-9;
  const double end = std::sqrt(quantile(complement(along, no_mass)));
  double sum = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto inside = runs_along_w(event, i);
    if (inside.empty()) continue;
    const double low = i == 0 ? 0 : std::sqrt(std::max(0.0, event.s_lines[i - 1]));
    const double high = i + 1 == columns ? end : std::sqrt(std::max(0.0, event.s_lines[i]));
    if (!(low < high)) continue;
    const auto integrand = [&](double x) {
      const double s = x * x;
      if (s < 1e-300) return 0.0;
      double p = 0;
      for (const auto& [first, last] : inside) {
        p += last < side ? detail::chi_square_cdf(width - 1, event.w_lines[last - 1] / s) : 1;
        if (first > 0) p -= detail::chi_square_cdf(width - 1, event.w_lines[first - 1] / s);
      }
      return 2 * x * pdf(along, s) * p;
    };
    constexpr int most_halvings = 8;
    constexpr double relative = row_event_error / 10;
    sum += boost::math::quadrature::gauss_kronrod<double, 15>::integrate(integrand, low, high,
                                                                         most_halvings, relative);
  }
  return sum;
}

}  // namespace loranoise::theory
