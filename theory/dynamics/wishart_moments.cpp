#include "theory/dynamics/wishart_moments.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "theory/numerics/require.hpp"

namespace loranoise::theory {
namespace {

using boost::multiprecision::cpp_int;

constexpr int largest_shape = 1000000;

void require_moments(int rank, int width, int order) {
  detail::require_rank(rank);
  detail::require_width(width);
  detail::require(rank <= largest_shape, "rank must be at most 1000000", rank);
  detail::require(width <= largest_shape, "width must be at most 1000000", width);
  detail::require(order >= 0, "the order of a moment must not be negative", order);
}

}  // namespace

// Five terms, section 8.1. The terms alternate in sign and nearly cancel, so that the recursion is
// of use in integers only; there the division by k + 1 must leave no rest, which is checked.
std::vector<cpp_int> scaled_wishart_moments(int rank, int width, int order) {
  require_moments(rank, width, order);
  const std::int64_t r = rank;
  const std::int64_t m = width;
  const std::int64_t s = r + m - 1;
  const std::int64_t d = (r - m) * (r - m);
  std::vector<cpp_int> a = {1, r, cpp_int(r) * (r + m + 1),
                            cpp_int(r) * (cpp_int(r) * r + 3 * r * (m + 1) + m * m + 3 * m + 4)};
  a.resize(static_cast<std::size_t>(std::max(order, 3)) + 1);
  for (std::int64_t k = 4; k <= order; ++k) {
    const auto at = a.begin() + k;
    const cpp_int second = cpp_int(5 * k * k * k - 16 * k * k) +
                           cpp_int(17 - 4 * s * s - 2 * d) * k + 6 * s * s + 3 * d - 7;
    const cpp_int third = cpp_int(-10 * k * k * k + 68 * k * k - 150 * k + 107) + d * (4 * k - 11);
    cpp_int sum = at[-1] * (s * (4 * k - 1));
    sum += at[-2] * second;
    sum += at[-3] * cpp_int(third * s);
    sum -= at[-4] *
           cpp_int(cpp_int(k - 4) * (d - (k - 2) * (k - 2)) * (d - (2 * k - 7) * (2 * k - 7)));
    cpp_int rest;
    divide_qr(sum, cpp_int(k + 1), *at, rest);
    if (rest != 0) {
      throw std::logic_error("the recursion of the Wishart moments left a rest at order " +
                             std::to_string(k));
    }
  }
  a.resize(static_cast<std::size_t>(order) + 1);
  return a;
}

double wishart_moment(int rank, int width, int k) {
  const cpp_int numerator = scaled_wishart_moments(rank, width, k).back();
  const cpp_int denominator = boost::multiprecision::pow(cpp_int(rank), static_cast<unsigned>(k));
  // A quotient of 64 bits or more, and its exponent.
  const auto length = [](const cpp_int& x) { return static_cast<long>(msb(x)); };
  const long shift = std::max(0L, length(denominator) - length(numerator) + 66);
  const cpp_int quotient = (numerator << static_cast<unsigned>(shift)) / denominator;
  const long excess = std::max(0L, length(quotient) - 64);
  const auto leading = static_cast<double>(quotient >> static_cast<unsigned>(excess));
  return std::ldexp(leading, static_cast<int>(excess - shift));
}

}  // namespace loranoise::theory
