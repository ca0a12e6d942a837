#include "verify/cli/json_output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
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

nlohmann::ordered_json with_infinities_named(nlohmann::ordered_json values) {
  if (values.is_structured()) {
    for (auto& each : values) each = with_infinities_named(std::move(each));
  } else if (values.is_number_float() && std::isinf(values.get<double>())) {
    values = values.get<double>() > 0 ? "inf" : "-inf";
  }
  return values;
}

void print(const nlohmann::ordered_json& given, bool json, std::ostream& out) {
  const nlohmann::ordered_json values = with_infinities_named(given);
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
