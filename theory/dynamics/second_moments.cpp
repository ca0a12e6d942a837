#include "theory/dynamics/second_moments.hpp"

#include <cmath>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using detail::require;

void require_hessian(std::span<const double> hessian, std::size_t width, double rate) {
  require(width >= 1, "a width must be at least 1", static_cast<double>(width));
  require(hessian.size() == width * width, "the Hessian must have width x width entries",
          static_cast<double>(hessian.size()));
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double entry = hessian[i * width + j];
      require(std::isfinite(entry) && entry == hessian[j * width + i],
              "the Hessian must be finite and symmetric", entry);
    }
  }
  require(std::isfinite(rate), "a learning rate must be finite", rate);
}

std::vector<double> matrix_times(std::span<const double> matrix, std::span<const double> x) {
  std::vector<double> product(x.size(), 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      product[i] += matrix[i * x.size() + j] * x[j];
    }
  }
  return product;
}

// P S P for symmetric P.
square_matrix sandwich(std::span<const double> P, const square_matrix& S, std::size_t n) {
  square_matrix PS(n * n, 0.0);
  square_matrix PSP(n * n, 0.0);
  const auto multiply = [n](auto& out, const auto& left, const auto& right) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < n; ++k) {
        const double x = left[i * n + k];
        for (std::size_t j = 0; j < n; ++j) {
          out[i * n + j] += x * right[k * n + j];
        }
      }
    }
  };
  multiply(PS, P, S);
  multiply(PSP, PS, P);
  return PSP;
}

}  // namespace

std::vector<double> mean_after(std::span<const double> hessian, double rate,
                               std::span<const double> start, int steps) {
  require_hessian(hessian, start.size(), rate);
  require(steps >= 0, "the number of steps must not be negative", steps);
  std::vector<double> mean(start.begin(), start.end());
  for (int t = 0; t < steps; ++t) {
    const auto gradient = matrix_times(hessian, mean);
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] -= rate * gradient[i];
    }
  }
  return mean;
}

square_matrix second_moment_after(covariance_kind noise, double rank,
                                  std::span<const double> hessian, double rate,
                                  std::span<const double> start, int steps) {
  const auto n = static_cast<std::size_t>(std::llround(std::sqrt(start.size())));
  require(n * n == start.size(), "a second moment must be a square matrix",
          static_cast<double>(start.size()));
  require_hessian(hessian, n, rate);
  detail::require_rank(rank);
  require(steps >= 0, "the number of steps must not be negative", steps);
  square_matrix contraction(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      contraction[i * n + j] = (i == j ? 1 : 0) - rate * hessian[i * n + j];
    }
  }
  square_matrix S(start.begin(), start.end());
  for (int t = 0; t < steps; ++t) {
    const square_matrix K = sandwich(hessian, S, n);
    S = sandwich(contraction, S, n);
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i) {
      trace += K[i * n + i];
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        const bool kept = noise == covariance_kind::full || i == j;
        S[i * n + j] += rate * rate / rank * ((kept ? K[i * n + j] : 0) + (i == j ? trace : 0));
      }
    }
  }
  return S;
}

std::vector<double> frozen_bias_of_two_steps(double rank, std::span<const double> hessian,
                                             double rate, std::span<const double> start) {
  require_hessian(hessian, start.size(), rate);
  detail::require_rank(rank);
  double trace = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    trace += hessian[i * start.size() + i];
  }
  const auto once = matrix_times(hessian, start);
  auto bias = matrix_times(hessian, once);
  for (std::size_t i = 0; i < bias.size(); ++i) {
    bias[i] = rate * rate / rank * (bias[i] + trace * once[i]);
  }
  return bias;
}

}  // namespace loranoise::theory
