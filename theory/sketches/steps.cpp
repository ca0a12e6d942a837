#include "theory/sketches/steps.hpp"

#include "theory/numerics/require.hpp"
#include "theory/sketches/moments.hpp"

namespace loranoise::theory {
namespace {

double squared_norm(std::span<const double> values) {
  double sum = 0;
  for (const double x : values) sum += x * x;
  return sum;
}

}  // namespace

double shared_noise_product(std::span<const double> g_t, std::span<const double> g_s,
                            std::size_t rows, double rank) {
  detail::require(g_t.size() == g_s.size(), "the gradients of two steps must have one shape",
                  static_cast<double>(g_s.size()));
  detail::require(rows > 0 && g_t.size() % rows == 0, "a gradient has whole columns",
                  static_cast<double>(g_t.size()));
  std::vector<double> inner(rows, 0.0);  // <g_t,k , g_s,k>
  for (std::size_t e = 0; e < g_t.size(); ++e) inner[e % rows] += g_t[e] * g_s[e];
  double sum = 0;
  for (std::size_t e = 0; e < g_t.size(); ++e) {
    sum += cross_step_covariance(inner[e % rows], g_t[e], g_t[e], g_s[e], g_s[e], true, rank);
  }
  return sum;
}

noise_over_steps predict_noise_over_steps(const std::vector<std::span<const double>>& gradients,
                                          std::size_t rows, double rank,
                                          std::span<const int> looks) {
  noise_over_steps found;
  std::vector<double> signal(gradients.empty() ? 0 : gradients.front().size(), 0.0);
  double shared = 0;
  double independent = 0;
  std::size_t taken = 0;
  for (const int look : looks) {
    detail::require(look >= 1 && static_cast<std::size_t>(look) <= gradients.size(),
                    "a number of steps must be between 1 and that of the gradients", look);
    for (; taken < static_cast<std::size_t>(look); ++taken) {
      const auto g = gradients[taken];
      const double own = shared_noise_product(g, g, rows, rank);
      shared += own;
      independent += own;
      // Bilinear: the pairs of this step with all before it are one pair with their sum.
      shared += 2 * shared_noise_product(signal, g, rows, rank);
      for (std::size_t e = 0; e < signal.size(); ++e) signal[e] += g[e];
    }
    found.shared.push_back(shared / squared_norm(signal));
    found.independent.push_back(independent / squared_norm(signal));
  }
  return found;
}

}  // namespace loranoise::theory
