#include "theory/dynamics/frozen.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "theory/dynamics/wishart_moments.hpp"
#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using boost::multiprecision::cpp_int;
using detail::require;

constexpr int longest_allowed = 4000;

void require_frozen_step(double step) {
  require(step > 0 && std::isfinite(step), "a step size must be finite and positive", step);
}

void shift_bits(cpp_int& x, long left) {
  if (left >= 0) {
    x <<= static_cast<unsigned>(left);
  } else {
    x >>= static_cast<unsigned>(-left);
  }
}

// x to about `bits` leading bits; what was shifted out goes into the exponent.
void round_to(cpp_int& x, long bits, long& exponent) {
  const long excess = static_cast<long>(msb(x)) + 1 - bits;
  if (excess > 0) {
    shift_bits(x, -excess);
    exponent += excess;
  }
}

// Binary logarithm of the largest of C(n, k) (step/rank)^k a_k, rounded up.
long bits_of_largest_term(std::span<const cpp_int> a, double step, int rank, int n) {
  double coefficient = 0;
  double most = 0;
  for (int k = 1; k <= n; ++k) {
    coefficient += std::log2((n - k + 1) * (step / rank) / k);
    most =
        std::fmax(most, coefficient + static_cast<double>(msb(a[static_cast<std::size_t>(k)])) + 1);
  }
  return static_cast<long>(std::ceil(most));
}

// sum_k C(n, k) (-step/rank)^k a_k in units of 2^-precision, within 2 n + 2 of them, where `bits`
// are precision + log2(largest term) + log2(n) + 6. A coefficient is an integer of `bits` bits and
// an exponent: each step rounds down twice, so that after k of them it is off by 2 k 2^-bits
// relative.
cpp_int alternating_sum(std::span<const cpp_int> a, double step, int rank, int n, long bits,
                        long precision) {
  int exponent_of_step = 0;
  const auto mantissa =
      static_cast<std::int64_t>(std::ldexp(std::frexp(step, &exponent_of_step), 53));
  cpp_int coefficient = 1;
  long exponent = 0;
  cpp_int sum = 1;
  shift_bits(sum, precision);
  for (int k = 1; k <= n; ++k) {
    shift_bits(coefficient, 64);  // so that the division costs no bits
    coefficient *= mantissa;
    coefficient *= n - k + 1;
    coefficient /= static_cast<std::int64_t>(k) * rank;
    exponent += exponent_of_step - 53 - 64;
    round_to(coefficient, bits, exponent);
    cpp_int term = a[static_cast<std::size_t>(k)];
    long term_exponent = exponent + precision;
    round_to(term, bits, term_exponent);
    term *= coefficient;
    shift_bits(term, term_exponent);
    if (k % 2 == 0) {
      sum += term;
    } else {
      sum -= term;
    }
  }
  return sum;
}

double to_double(const cpp_int& x, long exponent) {
  cpp_int magnitude = abs(x);
  if (magnitude == 0) {
    return 0;
  }
  round_to(magnitude, 64, exponent);
  const double value = std::ldexp(static_cast<double>(magnitude), static_cast<int>(exponent));
  return x < 0 ? -value : value;
}

// F(n) = E <u, (I - step M)^n u>. The bits that are worked with double until 60 bits of the sum are
// right, or until it is known to be below 1e-300.
double frozen_expectation(std::span<const cpp_int> a, double step, int rank, int n) {
  constexpr long first_bits = 160;
  constexpr long last_precision = 1100;
  const auto error_bits = static_cast<long>(std::log2(2.0 * n + 2)) + 1;
  const long overhead = bits_of_largest_term(a, step, rank, n) + error_bits + 6;
  for (long bits = first_bits;; bits *= 2) {
    const long precision = std::min(bits - overhead, last_precision);
    const cpp_int sum = alternating_sum(a, step, rank, n, precision + overhead, precision);
    const long right = sum == 0 ? 0 : static_cast<long>(msb(cpp_int(abs(sum)))) - error_bits;
    if (right >= 60) {
      return to_double(sum, -precision);
    }
    if (precision == last_precision) {
      return 0;
    }
  }
}

// Marchenko-Pastur's Jacobi matrix J (diagonal 1, 1 + c, 1 + c, ..., off-diagonal sqrt c):
// (I - step J)^steps e_1, whose entries beyond steps + 1 are 0.
std::vector<double> marchenko_pastur_power(double aspect, double step, int steps) {
  require(aspect > 0 && std::isfinite(aspect), "width/rank must be finite and positive", aspect);
  require_frozen_step(step);
  require(steps >= 0 && steps <= 10000, "the number of steps must be within 0 to 10000", steps);
  const auto size = static_cast<std::size_t>(steps) + 1;
  std::vector<double> x(size + 1, 0.0);
  std::vector<double> next(size + 1, 0.0);
  const double side = std::sqrt(aspect);
  x[0] = 1;
  for (std::size_t t = 1; t < size; ++t) {
    for (std::size_t i = 0; i <= t; ++i) {
      const double before = i > 0 ? side * x[i - 1] : 0;
      const double diagonal = i > 0 ? 1 + aspect : 1;
      next[i] = x[i] - step * (before + diagonal * x[i] + side * x[i + 1]);
    }
    x.swap(next);
  }
  return x;
}

}  // namespace

frozen_dynamics::frozen_dynamics(int rank, int width, int longest)
    : rank_(rank), longest_(longest) {
  require(longest >= 0 && longest <= longest_allowed,
          "the number of steps with a frozen sketch must be within 0 to 4000", longest);
  moments_ = scaled_wishart_moments(rank, width, 2 * longest);
}

double frozen_dynamics::mean(double step, int steps) const {
  require_frozen_step(step);
  require(steps >= 0 && steps <= longest_, "the number of steps must be within those announced",
          steps);
  return frozen_expectation(moments_, step, rank_, steps);
}

double frozen_dynamics::second(double step, int steps) const {
  require_frozen_step(step);
  require(steps >= 0 && steps <= longest_, "the number of steps must be within those announced",
          steps);
  return frozen_expectation(moments_, step, rank_, 2 * steps);
}

double frozen_floor(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
  return std::fmax(0.0, (width - rank) / width);
}

double frozen_kept_cdf(double rank, double width, double share) {
  detail::require_rank(rank);
  detail::require_width(width);
  require(share >= 0 && share <= 1, "a share must be between 0 and 1", share);
  return width <= rank ? 1 : boost::math::ibeta(0.5 * (width - rank), 0.5 * rank, share);
}

double frozen_step_limit(double rank, double width) {
  detail::require_rank(rank);
  detail::require_width(width);
  const double edge = 1 + std::sqrt(width / rank);
  return 2 / (edge * edge);
}

double frozen_mean_limit(double aspect, double step, int steps) {
  // F(T) = <(I - a J)^p e_1, (I - a J)^q e_1>, p + q = T, halves the work and the size.
  const auto half = marchenko_pastur_power(aspect, step, steps / 2);
  const auto rest = marchenko_pastur_power(aspect, step, steps - steps / 2);
  double sum = 0;
  for (std::size_t i = 0; i < half.size() && i < rest.size(); ++i) {
    sum += half[i] * rest[i];
  }
  return sum;
}

double frozen_second_limit(double aspect, double step, int steps) {
  double sum = 0;
  for (const double x : marchenko_pastur_power(aspect, step, steps)) {
    sum += x * x;
  }
  return sum;
}

}  // namespace loranoise::theory
