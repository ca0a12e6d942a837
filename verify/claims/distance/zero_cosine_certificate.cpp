#include "verify/claims/distance/zero_cosine_certificate.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace loranoise::verify::claims {
namespace {

constexpr std::string_view certificate_text =
#include "verify/claims/distance/zero_cosine_certificate.ipp"
    ;

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

// Decimals are rounded when they are read, by half a last place, and so are the ends.
interval parse_ball(const std::string& text) {
  constexpr std::string_view middle = " +/- ";
  const std::size_t cut = text.find(middle);
  if (cut == std::string::npos || text.front() != '[' || text.back() != ']') refuse_ball(text);
  const double value = decimal(text, 1, cut);
  const double radius = decimal(text, cut + middle.size(), text.size() - 1);
  const double reach = radius + 2 * std::numeric_limits<double>::epsilon() * std::abs(value);
  return {value - reach, value + reach};
}

}  // namespace

zero_cosine_certificate read_certificate(std::string_view json) {
  try {
    const auto root = nlohmann::json::parse(json);
    const auto number = [&](const char* key) {
      return parse_ball(root.at(key).get<std::string>());
    };
    zero_cosine_certificate c{number("c_1"), number("remainder"), number("slope"), {}};
    for (const auto& each : root.at("r_tv")) {
      c.r_tv.push_back(parse_ball(each.get<std::string>()));
    }
    if (c.r_tv.size() < 2) throw std::runtime_error("the certificate encloses no two ranks");
    return c;
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error("the certificate is not the JSON that loranoise-certify writes");
  }
}

const zero_cosine_certificate& proof_at_zero_cosine() {
  static const zero_cosine_certificate proof = read_certificate(certificate_text);
  return proof;
}

}  // namespace loranoise::verify::claims
