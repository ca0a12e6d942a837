#include "verify/claims/distance/certified_number.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace loranoise::verify::claims {
namespace {

[[noreturn]] void refuse_ball(const std::string& text) {
  throw std::runtime_error("the certificate's number '" + text.substr(0, 60) +
                           "' is not of the form [middle +/- radius]");
}

double decimal(const std::string& text, std::size_t from, std::size_t to) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data() + from, text.data() + to, value);
  if (fault != std::errc() || end != text.data() + to || !std::isfinite(value)) refuse_ball(text);
  return value;
}

}  // namespace

// Decimals are rounded when they are read, by half a last place, and so are the ends.
interval certified_number(const std::string& text) {
  constexpr std::string_view middle = " +/- ";
  const std::size_t cut = text.find(middle);
  if (cut == std::string::npos || text.front() != '[' || text.back() != ']') refuse_ball(text);
  const double value = decimal(text, 1, cut);
  const double radius = decimal(text, cut + middle.size(), text.size() - 1);
  const double reach = radius + 2 * std::numeric_limits<double>::epsilon() * std::abs(value);
  return {value - reach, value + reach};
}

std::string joined(std::span<const std::string_view> pieces) {
  std::string all;
  for (const std::string_view piece : pieces) all += piece;
  return all;
}

}  // namespace loranoise::verify::claims
