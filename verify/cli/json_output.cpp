#include "verify/cli/json_output.hpp"

#include <fmt/format.h>

#include <stdexcept>

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

void print(const nlohmann::ordered_json& values, bool json, std::ostream& out) {
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
