#include "verify/cli/json_output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace loranoise::cli {

void add_shape(CLI::App& sub, adapter_shape& shape) {
  sub.add_option("--rank", shape.rank, "Rank of the adapter, 1 to the width")->required();
  sub.add_option("--width", shape.width, "Width of the layer (its number of inputs)")->required();
}

void check_shape(const adapter_shape& shape) {
  if (shape.width < 1) {
    throw std::invalid_argument(
        fmt::format("width {} is below 1: give the layer's number of inputs", shape.width));
  }
  if (shape.rank < 1 || shape.rank > shape.width) {
    throw std::invalid_argument(fmt::format(
        "rank {} is outside 1 to {}, the width: choose --rank within it", shape.rank, shape.width));
  }
}

namespace {

// What the user gave is printed as given.
bool is_given(const std::string& key) {
  static const std::set<std::string> given{"rank",   "rho",        "z",         "width",
                                           "cosine", "norm_ratio", "step_size", "T"};
  return given.contains(key);
}

// 8.08 for 8.079999999999998: the short number of which a computed one is rounding away, if there
// is one. One next to 1 stays as it is, as a probability or a cosine that is not quite 1.
double without_rounding(double x) {
  constexpr int reliable_digits = 15;
  constexpr int short_digits = 12;
  const auto to_digits = [x](int digits) {
    return std::strtod(fmt::format("{:.{}g}", x, digits).c_str(), nullptr);
  };
  const double rounded = to_digits(reliable_digits);
  const bool is_short = rounded == to_digits(short_digits);
  return is_short && std::abs(rounded) != 1 ? rounded : x;
}

}  // namespace

nlohmann::ordered_json as_printed(nlohmann::ordered_json values) {
  if (values.is_object()) {
    for (const auto& item : values.items()) {
      nlohmann::ordered_json& value = item.value();
      if (value.is_structured() || !is_given(item.key())) value = as_printed(std::move(value));
    }
  } else if (values.is_array()) {
    for (auto& each : values) each = as_printed(std::move(each));
  } else if (values.is_number_float()) {
    const auto x = values.get<double>();
    if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
    if (std::isfinite(x)) return without_rounding(x);
  }
  return values;
}

void print(const nlohmann::ordered_json& given, bool json, std::ostream& out) {
  const nlohmann::ordered_json values = as_printed(given);
  if (json) {
    out << values.dump(2) << '\n';
    return;
  }
  for (const auto& [key, value] : values.items()) {
    if (value.is_object()) {
      print(value, false, out);
    } else if (value.is_array() && !value.empty() && value.front().is_object()) {
      for (const auto& row : value) out << row.dump() << '\n';
    } else {
      out << fmt::format("{:<26} {}\n", key,
                         value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
}

}  // namespace loranoise::cli
