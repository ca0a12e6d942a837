#include "verify/adapters/initialisation.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <vector>

#include "simulate/algebra/spectrum.hpp"
#include "theory/numerics/normal.hpp"

namespace loranoise::verify {
namespace {

// Kolmogorov's limit law with Stephens' correction for finite samples.
double kolmogorov_tail(double distance, double n) {
  const double root = std::sqrt(n);
  const double x = distance * (root + 0.12 + 0.11 / root);
  if (x < 0.2) return 1;
  double sum = 0;
  for (int k = 1; k <= 100; ++k) {
    const double term = std::exp(-2.0 * k * k * x * x);
    sum += k % 2 == 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return std::clamp(2 * sum, 0.0, 1.0);
}

// B A = 0 up to rounding, and A of half its rank.
bool is_orthogonal_pair(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  constexpr double rounding = 1e-2;  // of bfloat16, over the sum
  if (b.cols() != a.rows() || a.rows() < 2 || a.rows() % 2 != 0) return false;
  if ((b * a).norm() > rounding * b.norm() * a.norm()) return false;
  const Eigen::VectorXd values = simulate::symmetric_eigenvalues(a * a.transpose());
  const Eigen::Index half = a.rows() / 2;
  return values.head(half).maxCoeff() < rounding * rounding * values.maxCoeff() &&
         values[half] > rounding * values.maxCoeff();
}

}  // namespace

std::string_view name(initialisation which) {
  switch (which) {
    case initialisation::kaiming_uniform:
      return "kaiming_uniform";
    case initialisation::gaussian:
      return "gaussian";
    case initialisation::orthogonal:
      return "orthogonal";
    case initialisation::zero:
      return "zero";
    case initialisation::unknown:
      return "unknown";
  }
  return "";
}

double kolmogorov_smirnov_p(const Eigen::MatrixXd& entries,
                            const std::function<double(double)>& law) {
  std::vector<double> x(entries.data(), entries.data() + entries.size());
  std::sort(x.begin(), x.end());
  const auto n = static_cast<double>(x.size());
  double distance = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i + 1 < x.size() && x[i + 1] == x[i]) continue;
    const double between = i + 1 < x.size() ? (x[i] + x[i + 1]) / 2 : x[i];
    distance = std::max(distance, std::abs(static_cast<double>(i + 1) / n - law(between)));
  }
  return kolmogorov_tail(distance, n);
}

initialisation_test test_initialisation(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  if (a.isZero(0)) return {initialisation::zero, 1};
  if (!b.isZero(0) && is_orthogonal_pair(a, b)) return {initialisation::orthogonal, 1};
  const double end = 1 / std::sqrt(static_cast<double>(a.cols()));
  // One entry outside of the interval, by more than bfloat16 rounds, is enough to tell.
  constexpr double rounding = 0x1p-8;
  const double uniform =
      a.cwiseAbs().maxCoeff() > end * (1 + rounding) ? 0 : kolmogorov_smirnov_p(a, [&](double x) {
        return std::clamp((x + end) / (2 * end), 0.0, 1.0);
      });
  const auto rank = static_cast<double>(a.rows());
  const double gaussian =
      kolmogorov_smirnov_p(a, [&](double x) { return theory::normal_cdf(x * rank); });
  const double largest = std::max(uniform, gaussian);
  if (largest <= initialisation_level) return {initialisation::unknown, largest};
  return {uniform > gaussian ? initialisation::kaiming_uniform : initialisation::gaussian, largest};
}

}  // namespace loranoise::verify
