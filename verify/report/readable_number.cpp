#include "verify/report/readable_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loranoise::verify {
namespace {

constexpr int least_digits = 4;
constexpr int most_digits = 9;
// Below this share of the number an interval is written by its half-width.
constexpr double narrow = 1e-4;

// With an exponent one digit less, which the exponent has taken.
std::string rounded(double x, int digits) {
  const std::string plain = fmt::format("{:.{}g}", x, digits);
  const bool with_exponent = plain.find('e') != std::string::npos;
  return with_exponent && digits == least_digits ? fmt::format("{:.{}g}", x, digits - 1) : plain;
}

// The digits that tell a from b; the least ones where they are the same or cannot be told apart.
int telling_digits(double a, double b) {
  for (int n = least_digits; a != b && n <= most_digits; ++n) {
    if (rounded(a, n) != rounded(b, n)) return n;
  }
  return least_digits;
}

// For a bound it matters on which side of it the number lies.
int digits_of(const judged_check& c) {
  return c.rel == relation::at_most ? telling_digits(c.measured.value(), c.prediction)
                                    : least_digits;
}

}  // namespace

std::string observed_text(const judged_check& c) {
  const double value = c.measured.value();
  const auto [low, high] = c.range;
  const int digits = digits_of(c);
  if (c.measured.is_computed()) return rounded(value, digits) + " computed";
  if (low == high) return rounded(value, digits);
  const double half_width = std::max(high - value, value - low);
  if (half_width < narrow * std::abs(value)) {
    return fmt::format("{} ± {:.1g}", rounded(value, digits), half_width);
  }
  const int telling = std::max(telling_digits(low, value), telling_digits(high, value));
  return fmt::format("{} [{}, {}]", rounded(value, std::max(digits, telling)),
                     rounded(low, telling), rounded(high, telling));
}

std::string against_text(const judged_check& c) {
  if (c.rel == relation::reported) return "";
  return (c.rel == relation::at_most ? "<= " : "vs ") + rounded(c.prediction, digits_of(c));
}

}  // namespace loranoise::verify
