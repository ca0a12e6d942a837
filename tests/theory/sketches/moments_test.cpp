// Section 2 against the fourth moments that it comes from: every covariance is also computed term
// by term from E[A_ai A_aj A_ap A_aq], which is the naive oracle here.
#include "theory/sketches/moments.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/theory/near.hpp"

namespace {

using namespace loranoise::theory;

constexpr int width = 4;
using row = std::array<double, width>;
constexpr row g = {0.5, -1.25, 2.0, 0.75};
constexpr row h = {1.5, 0.25, -0.5, 1.0};

double inner(const row& a, const row& b) {
  double sum = 0;
  for (int i = 0; i < width; ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}

// E[x_p x_i x_q x_j] of iid entries of variance 1, less E[x_p x_i] E[x_q x_j].
double fourth_cumulant_sum(int p, int i, int q, int j, double kappa) {
  const double wick = (p == q) * (i == j) + (p == j) * (i == q);
  return wick + kappa * (p == i && i == q && q == j);
}

// Cov((A'A g)_i, (A'A h)_j) summed over every pair of columns.
double covariance_by_sum(const row& a, const row& b, int i, int j, double rank, double kappa) {
  double sum = 0;
  for (int p = 0; p < width; ++p) {
    for (int q = 0; q < width; ++q) {
      sum += a[p] * b[q] * fourth_cumulant_sum(p, i, q, j, kappa);
    }
  }
  return sum / rank;
}

}  // namespace

TEST_CASE("moments: covariance equals the sum over fourth moments of the sketch") {
  for (const double kappa : {gaussian_excess_kurtosis, uniform_excess_kurtosis,
                             rademacher_excess_kurtosis, sparse_sign_excess_kurtosis(1.0 / 7)}) {
    for (const double rank : {1.0, 3.0, 64.0}) {
      for (int i = 0; i < width; ++i) {
        for (int j = 0; j < width; ++j) {
          CAPTURE(kappa, rank, i, j);
          const double expected = covariance_by_sum(g, h, i, j, rank, kappa);
          CHECK(noise_covariance(inner(g, h), g[i], g[j], h[i], h[j], i == j, rank, kappa) ==
                near{expected});
          CHECK(cross_step_covariance(inner(g, h), g[i], g[j], h[i], h[j], i == j, rank, kappa) ==
                near{expected});
        }
        CHECK(noise_variance(inner(g, g), g[i], rank, kappa) ==
              near{covariance_by_sum(g, g, i, i, rank, kappa)});
      }
    }
  }
}

TEST_CASE("moments: the variances of a row sum to its energy") {
  for (const double rank : {1.0, 2.0, 4.0}) {
    double gaussian = 0;
    double uniform = 0;
    double haar = 0;
    for (const double entry : g) {
      gaussian += noise_variance(inner(g, g), entry, rank);
      uniform += noise_variance(inner(g, g), entry, rank, uniform_excess_kurtosis);
      haar += haar_noise_variance(inner(g, g), entry, rank, width);
    }
    CAPTURE(rank);
    CHECK(gaussian == near{noise_energy(inner(g, g), width, rank)});
    CHECK(uniform == near{noise_energy(inner(g, g), width, rank, uniform_excess_kurtosis)});
    CHECK(haar == near{haar_noise_energy(inner(g, g), width, rank)});
  }
}

TEST_CASE("moments: signal to noise is rank/(width + 1) for a Gaussian sketch") {
  CHECK(signal_to_noise(4096, 16) == 16.0 / 4097.0);
  CHECK(std::isinf(signal_to_noise(1, 8, rademacher_excess_kurtosis)));
  CHECK(noise_energy(3, 1, 8, rademacher_excess_kurtosis) == 0);
}

TEST_CASE("moments: the Haar sketch has no noise at full rank and less than a Gaussian one below") {
  CHECK(haar_noise_variance(2.0, 1.0, 8, 8) == 0);
  CHECK(haar_noise_variance(2.0, std::sqrt(2.0), 1, 1) == 0);
  for (int rank = 1; rank < 64; ++rank) {
    CHECK(haar_noise_variance(2.0, 0.3, rank, 64) < noise_variance(2.0, 0.3, rank));
  }
  // In a wide layer a few rows drawn from a Haar matrix are nearly independent Gaussian vectors.
  CHECK(haar_noise_variance(2.0, 0.3, 4, 1e9) == near{noise_variance(2.0, 0.3, 4), 1e-8});
}

TEST_CASE("moments: frozen noise does not average out, redrawn noise does") {
  CHECK(frozen_noise_to_signal(0, 16) == 0.25);
  CHECK(redrawn_noise_to_signal(0, 16, 100) == near{0.025});
}

TEST_CASE("moments: arguments out of range are refused with a sentence") {
  CHECK_THROWS_AS(noise_variance(1, 0.5, 0), std::domain_error);
  CHECK_THROWS_AS(noise_variance(1, 1.5, 4), std::domain_error);
  CHECK_THROWS_AS(noise_variance(1, NAN, 4), std::domain_error);
  CHECK_THROWS_AS(noise_variance(1, 0.5, 4, -2.5), std::domain_error);
  CHECK_THROWS_AS(noise_variance(INFINITY, 0.5, 4), std::domain_error);
  CHECK_THROWS_AS(noise_covariance(1, 1, 2, 3, 3, true, 4), std::domain_error);
  CHECK_THROWS_AS(haar_noise_variance(1, 0.5, 9, 8), std::domain_error);
  CHECK_THROWS_AS(sparse_sign_excess_kurtosis(1.5), std::domain_error);
  CHECK_THROWS_AS(sparse_sign_excess_kurtosis(0), std::domain_error);
  CHECK_THROWS_WITH(noise_energy(1, 0, 4), "width must be finite and at least 1, got 0.000000");
}
